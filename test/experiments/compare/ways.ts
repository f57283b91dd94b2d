/** A scenario with three ways to buy, for comparisons of replications whose truth is made up. */
export const waysText = (more: string) => `mpsim: 1
about: { title: Ways, question: Which way? }
run: { length: 1 h, seed: 4 }
operators: { contoso: { from: de/Telekom } }
population: { lines: { count: 20, device: { sim: hot }, usage: none } }
metrics: { sold: share(online among purchase), pages: count(openPage) }
variants:
  inline: baseline
  async: { operators.contoso.portal.paymentFails: 9 % }
  delayed: { operators.contoso.portal.paymentFails: 8 % }
${more}`;
