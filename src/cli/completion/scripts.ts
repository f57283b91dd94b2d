/**
 * `mpsim completion`: the scripts that shells load. Each hands the words of the line to `mpsim __complete` and shows what
 * comes back; what ends in a dot, a slash or an equals sign goes on.
 */
import { didYouMean } from '../../scenarios/nearest-word.ts';
import { type ExitCode, exit, UsageError } from '../exit.ts';

const bash = `# Completion of mpsim for bash. Add to ~/.bashrc:  source <(mpsim completion bash)
_mpsim() {
  local line="\${COMP_LINE:0:COMP_POINT}" found word
  # bash breaks words at = and : too, and replaces only what stands behind the last one.
  local written="\${line##*[[:space:]]}"
  local kept="\${written%"\${written##*[=:]}"}"
  COMPREPLY=()
  while IFS= read -r found; do
    word="\${found%%$'\\t'*}"
    COMPREPLY+=("\${word#"$kept"}")
  done < <(mpsim __complete "--line=$line" 2>/dev/null)
  case "\${COMPREPLY[0]}" in
    *[./=]) [ "\${#COMPREPLY[@]}" -eq 1 ] && compopt -o nospace 2>/dev/null ;;
  esac
  return 0
}
complete -F _mpsim mpsim
`;

const zsh = `#compdef mpsim
# Completion of mpsim for zsh. Add to ~/.zshrc:  source <(mpsim completion zsh)
_mpsim() {
  local found word
  local -a whole open
  for found in "\${(@f)$(mpsim __complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
    word="\${found%%$'\\t'*}"
    case "$word" in
      '') ;;
      *[./=]) open+=("$word") ;;
      *) whole+=("$word") ;;
    esac
  done
  (( \${#whole} )) && compadd -- "\${whole[@]}"
  (( \${#open} )) && compadd -S '' -- "\${open[@]}"
}
(( \${+functions[compdef]} )) && compdef _mpsim mpsim
`;

const fish = `# Completion of mpsim for fish. Save as ~/.config/fish/completions/mpsim.fish
function __mpsim_complete
    set -l words (commandline -opc)
    set -e words[1]
    mpsim __complete -- $words (commandline -ct | string collect --allow-empty) 2>/dev/null
end
complete -c mpsim -f -a '(__mpsim_complete)'
`;

const scripts: Readonly<Record<string, string>> = { bash, zsh, fish };

export function completion(shell: string): ExitCode {
  const names = Object.keys(scripts);
  if (!names.includes(shell))
    throw new UsageError(
      `No completion for "${shell}". Expected one of: ${names.join(', ')}.${didYouMean(shell, names)}`,
    );
  process.stdout.write(scripts[shell]!);
  return exit.fine;
}
