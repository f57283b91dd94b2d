/**
 * The yardstick: what the same work costs on std::priority_queue, the pending-event set a C++ simulator would take from
 * its standard library.
 *
 *   hold PENDING HOLDS DISTRIBUTION   prints ns of process CPU time per hold (pop the first, push it back after a delay)
 *   request CLIENTS REQUESTS          prints ns of process CPU time per request with a cancelled 400 ms time-out
 *
 * Delays come from a table drawn beforehand, on both sides of the comparison, so that no logarithm is measured.
 */
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <queue>
#include <string>
#include <vector>

namespace {

struct Entry {
  double time;
  std::uint32_t code;
  std::int32_t subject;
  std::uint64_t insertion;  // equal times leave in the order in which they came
};

struct Later {
  bool operator()(const Entry& a, const Entry& b) const {
    return a.time > b.time || (a.time == b.time && a.insertion > b.insertion);
  }
};

using Queue = std::priority_queue<Entry, std::vector<Entry>, Later>;

constexpr std::size_t kDelays = 1 << 16;
constexpr double kMean = 1e9;  // µs

/** The generator of the benchmark, the same on both sides: xorshift32, uniform in (0, 1). */
struct Uniform {
  std::uint32_t state = 2463534242u;
  double operator()() {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return (state + 0.5) / 4294967296.0;
  }
};

double draw(const std::string& distribution, Uniform& uniform) {
  const double u = uniform();
  if (distribution == "exponential") return -kMean * std::log(u);
  if (distribution == "uniform") return 2 * kMean * u;
  if (distribution == "constant") return kMean;
  if (distribution == "bimodal") return (uniform() < 0.9 ? 0.1 : 9.1) * kMean * 2 * u;
  if (distribution == "pareto") return kMean / 3 / std::pow(u, 2.0 / 3);
  if (distribution == "triangular") return 1.5 * kMean * std::sqrt(u);
  std::fprintf(stderr, "unknown distribution %s\n", distribution.c_str());
  std::exit(2);
}

std::vector<double> delaysOf(const std::string& distribution) {
  Uniform uniform;
  std::vector<double> delays(kDelays);
  for (double& delay : delays) delay = std::ceil(draw(distribution, uniform));
  return delays;
}

double cpuNanoseconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1e9 + now.tv_nsec;
}

double hold(int pending, long holds, const std::string& distribution) {
  const std::vector<double> delays = delaysOf(distribution);
  Queue queue;
  std::uint64_t insertion = 0;
  std::size_t next = 0;
  const auto delay = [&] { return delays[next++ & (kDelays - 1)]; };
  for (int subject = 0; subject < pending; subject++) queue.push({delay(), 1, subject, insertion++});
  const auto run = [&](long times) {
    for (long i = 0; i < times; i++) {
      Entry first = queue.top();
      queue.pop();
      first.time += delay();
      first.insertion = insertion++;
      queue.push(first);
    }
  };
  run(std::max<long>(2L * pending, holds / 4));
  const double before = cpuNanoseconds();
  run(holds);
  return (cpuNanoseconds() - before) / holds;
}

/** Each client thinks, sends a request and arms a time-out of 400 ms; the answer, if it comes first, disarms it. */
double request(int clients, long requests) {
  enum : std::uint32_t { kSend, kAnswer, kTimeout };
  Uniform uniform;
  std::vector<double> answers(kDelays), thinks(kDelays);
  for (double& delay : answers) delay = std::ceil(-100e3 * std::log(uniform()));
  for (double& delay : thinks) delay = std::ceil(-1e6 * std::log(uniform()));
  Queue queue;
  std::uint64_t insertion = 0;
  std::size_t nextAnswer = 0, nextThink = 0;
  std::vector<std::uint32_t> generations(clients);
  const auto schedule = [&](double time, std::uint32_t code, std::int32_t client) {
    queue.push({time, code | (generations[client] & 0xfffff) << 4, client, insertion++});
  };
  for (int client = 0; client < clients; client++) schedule(thinks[nextThink++ & (kDelays - 1)], kSend, client);
  const auto run = [&](long times) {
    for (long sent = 0; sent < times;) {
      const Entry first = queue.top();
      queue.pop();
      const std::int32_t client = first.subject;
      if (first.code >> 4 != (generations[client] & 0xfffff)) continue;  // cancelled
      switch (first.code & 15) {
        case kSend:
          sent++;
          schedule(first.time + 400e3, kTimeout, client);
          schedule(first.time + answers[nextAnswer++ & (kDelays - 1)], kAnswer, client);
          break;
        default:  // answered or timed out: whichever comes first makes the other one void
          generations[client]++;
          schedule(first.time + thinks[nextThink++ & (kDelays - 1)], kSend, client);
      }
    }
  };
  run(2L * clients);
  const double before = cpuNanoseconds();
  run(requests);
  return (cpuNanoseconds() - before) / requests;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 5 && !std::strcmp(argv[1], "hold")) {
    std::printf("%.3f\n", hold(std::atoi(argv[2]), std::atol(argv[3]), argv[4]));
    return 0;
  }
  if (argc == 4 && !std::strcmp(argv[1], "request")) {
    std::printf("%.3f\n", request(std::atoi(argv[2]), std::atol(argv[3])));
    return 0;
  }
  std::fprintf(stderr, "usage: hold hold PENDING HOLDS DISTRIBUTION | hold request CLIENTS REQUESTS\n");
  return 2;
}
