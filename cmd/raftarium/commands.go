package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// The exit codes of all subcommands but shell, which ends with the code of
// the last command that it ran.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// streams are what a subcommand reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// command is one subcommand.
type command struct {
	name    string
	usage   string // what follows the name on its command line
	summary string // one line of help
	run     func(ctx context.Context, std streams, args []string) int
}

// commands returns the subcommands in the order in which help lists them.
func commands() []command {
	return []command{
		{"serve", "[--addr HOST:PORT] [--dir DIR] [--open] [--endpoints [--nodes N] …]", "serve the page; with --endpoints a cluster at real ports, too", serve},
		{"shell", "[--nodes N] [--seed S] [--scenario NAME] [--json] [-e] [FILE]", "run the commands of a tutorial in a fresh world", runShell},
		{"check", "[--seeds A-B] [--nodes N] [--faults a,b|all|none] [--rule NAME=off]", "look for violations in thousands of worlds full of faults", check},
		{"lesson", "[--json] [FILE…]", "play lessons and check what they expect; without a file, the built-in ones", lessons},
		{"rules", "[--json]", "list the safety rules, and what is found without each", rules},
		{"help", "[SUBCOMMAND]", "show this, or a subcommand's flags", help},
	}
}

// run runs the subcommand that args name.
func run(ctx context.Context, std streams, args []string) int {
	if len(args) == 0 {
		printHelp(std.err)
		return exitUsage
	}
	name := args[0]
	if name == "-h" || name == "-help" || name == "--help" {
		name = "help"
	}
	for _, c := range commands() {
		if c.name == name {
			return c.run(ctx, std, args[1:])
		}
	}
	fmt.Fprintf(std.err, "raftarium: there is no subcommand %q: \"raftarium help\" lists them\n", args[0])
	return exitUsage
}

// help explains a subcommand, or lists them all.
func help(ctx context.Context, std streams, args []string) int {
	if len(args) > 0 && args[0] != "help" {
		return run(ctx, std, []string{args[0], "--help"})
	}
	printHelp(std.out)
	return exitDone
}

func printHelp(w io.Writer) {
	fmt.Fprintf(w, "Raftarium, an aquarium for Raft.\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  raftarium %s\n        %s\n", strings.TrimSpace(c.name+" "+c.usage), c.summary)
	}
	fmt.Fprintf(w, "\n\"raftarium SUBCOMMAND --help\" explains its flags.\n")
}

// parse reads a subcommand's flags. When ok is false, the subcommand ends with
// code: its flags were asked for, or were wrong and the reason is told, without all
// the flags, which would hide it.
func parse(flags *flag.FlagSet, std streams, args []string) (code int, ok bool) {
	flags.SetOutput(io.Discard)
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		printFlags(std.out, flags)
		return exitDone, false
	case err != nil:
		fmt.Fprintf(std.err, "%s: %v; %s --help lists the flags\n", flags.Name(), err, flags.Name())
		return exitUsage, false
	}
	return exitDone, true
}

// printFlags says what a subcommand is for, and explains its flags.
func printFlags(w io.Writer, flags *flag.FlagSet) {
	for _, c := range commands() {
		if flags.Name() == "raftarium "+c.name {
			fmt.Fprintf(w, "usage: raftarium %s %s\n%s\n\n", c.name, c.usage, c.summary)
		}
	}
	flags.SetOutput(w)
	flags.PrintDefaults()
}
