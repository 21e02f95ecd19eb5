// dsct completion: what makes a shell complete commands and options. It is written from the
// commands themselves.

import { Argument, type Command, type Option } from "commander";
import { FILE, oneOf } from "./options.js";

const WRITERS: Record<string, (program: Command) => string> = { bash, zsh, fish };
const SHELLS = Object.keys(WRITERS);

const HELP = `
Examples:
  source <(dsct completion bash)  # in ~/.bashrc
  source <(dsct completion zsh)   # in ~/.zshrc, after compinit
  dsct completion fish > ~/.config/fish/completions/dsct.fish`;

export function addCompletion(program: Command): void {
  const shell = new Argument("<shell>", "your shell")
    .choices(SHELLS)
    .argParser((text) => oneOf("the shell", text, SHELLS));
  program
    .command("completion")
    .summary("print a script that completes commands and options")
    .description("Prints a script with which a shell completes commands, options and their words.")
    .addArgument(shell)
    .addHelpText("after", HELP)
    .action((name: string) => {
      process.stdout.write(WRITERS[name](program));
    });
}

interface Known {
  name: string;
  text: string;
  options: readonly Option[];
  /** Words that may be an argument; of others, files. */
  words: readonly string[];
}

function commandsOf({ commands }: Command): Known[] {
  return commands.map((command) => ({
    name: command.name(),
    text: command.summary(),
    options: command.createHelp().visibleOptions(command),
    words: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
  }));
}

const takesFile = ({ flags }: Option) => flags.endsWith(FILE);
/** A description up to where it goes into details. */
const brief = ({ description }: Option) => description.split(/[:;(]/)[0].trim();

/** Options of dsct itself. */
function flagsOf(program: Command): readonly Option[] {
  return program.createHelp().visibleOptions(program);
}

function bash(program: Command): string {
  const commands = commandsOf(program);
  const flags = flagsOf(program).map(({ long }) => long);
  const values = commands.flatMap(({ name, options }) =>
    options
      .filter(({ argChoices }) => argChoices)
      .map(
        ({ long, argChoices }) => `      "${name} ${long}") words="${argChoices?.join(" ")}" ;;`,
      ),
  );
  const words = commands.flatMap((command) => [
    `        "${command.name} -"*) words="${command.options.map(({ long }) => long).join(" ")}" ;;`,
    ...(command.words.length > 0
      ? [`        "${command.name} "*) words="${command.words.join(" ")}" ;;`]
      : []),
  ]);
  return `# bash completion of dsct
_dsct() {
  local current=\${COMP_WORDS[COMP_CWORD]} words=
  if [ "$COMP_CWORD" = 1 ]; then
    words="${[...commands.map(({ name }) => name), ...flags].join(" ")}"
  else
    case "\${COMP_WORDS[1]} \${COMP_WORDS[COMP_CWORD-1]}" in
${values.join("\n")}
      *) case "\${COMP_WORDS[1]} $current" in
${words.join("\n")}
      esac ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _dsct dsct
`;
}

function zsh(program: Command): string {
  const commands = commandsOf(program);
  const escaped = (text: string) => text.replaceAll(/[[\]:\\]/g, "\\$&").replaceAll("'", "'\\''");
  const actionOf = (option: Option) => {
    if (!option.required) return "";
    const words = option.argChoices ? `(${option.argChoices.join(" ")})` : " ";
    return `:${option.name()}:${takesFile(option) ? "_files" : words}`;
  };
  const cases = commands.map(({ name, options, words }) => {
    const specs = options.map((option) => {
      // a file may be there several times where its values are collected
      const repeated = option.parseArg && takesFile(option) ? "*" : "";
      return `'${repeated}${option.long}[${escaped(brief(option))}]${actionOf(option)}'`;
    });
    const rest = words.length > 0 ? `'1:argument:(${words.join(" ")})'` : "'*:file:_files'";
    return `    ${name}) _arguments ${[...specs, rest].join(" \\\n      ")} ;;`;
  });
  return `#compdef dsct
_dsct() {
  if (( CURRENT == 2 )); then
    local -a commands flags
    commands=(
${commands.map(({ name, text }) => `      '${name}:${escaped(text)}'`).join("\n")}
    )
    flags=(
${flagsOf(program)
  .map((flag) => `      '${flag.long}:${escaped(brief(flag))}'`)
  .join("\n")}
    )
    _describe command commands
    _describe -o option flags
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join("\n")}
  esac
}
if [ "$funcstack[1]" = _dsct ]; then _dsct "$@"; else compdef _dsct dsct; fi
`;
}

function fish(program: Command): string {
  const quoted = (text: string) => `'${text.replaceAll(/[\\']/g, "\\$&")}'`;
  const lines = commandsOf(program).flatMap(({ name, text, options, words }) => {
    const within = `complete -c dsct -n '__fish_seen_subcommand_from ${name}'`;
    const files = words.length > 0 ? ` -f -a ${quoted(words.join(" "))}` : " -F";
    return [
      `complete -c dsct -n __fish_use_subcommand -f -a ${name} -d ${quoted(text)}`,
      ...options.map((option) => {
        const value = option.argChoices ? ` -x -a ${quoted(option.argChoices.join(" "))}` : " -x";
        const own = option.required ? (takesFile(option) ? " -r -F" : value) : "";
        return `${within} -l ${option.long?.slice(2)}${own} -d ${quoted(brief(option))}`;
      }),
      `${within}${files}`,
    ];
  });
  const own = flagsOf(program).map((flag) => {
    const name = flag.long?.slice(2);
    return `complete -c dsct -n __fish_use_subcommand -l ${name} -d ${quoted(brief(flag))}`;
  });
  return `# fish completion of dsct\n${[...own, ...lines].join("\n")}\n`;
}
