package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"raftarium/core/lab"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// session is a shell that runs lines in a fresh world.
type session struct {
	lab    *lab.Lab
	std    streams
	json   bool
	strict bool
	code   int // of the last command
	place  place
	shown  int    // bytes of the running line's output that are on the screen
	typed  string // the running line, with what it has read
}

// theTerminal is the terminal of the world that the lines are typed into.
const theTerminal = "A"

func runShell(ctx context.Context, std streams, args []string) int {
	flags := flag.NewFlagSet("raftarium shell", flag.ContinueOnError)
	nodes := flags.Int("nodes", 5, "members of the cluster, 1 to 101")
	seed := flags.Uint64("seed", 1, "the seed that all chance follows from")
	asJSON := flags.Bool("json", false, "print a record for each line: line, stdout, stderr, code, time_ms")
	scenario := flags.String("scenario", "", "play a scenario first, with its rule off: `NAME`; the command scenario lists them")
	strict := flags.Bool("e", false, "stop at the first command that fails")
	if code, ok := parse(flags, std, args); !ok {
		return code
	}
	if flags.NArg() > 1 {
		fmt.Fprintf(std.err, "raftarium shell: one file at most, not %d\n", flags.NArg())
		return exitUsage
	}
	if *nodes < 1 {
		fmt.Fprintf(std.err, "raftarium shell: --nodes %d: a cluster has 1 to 101 members\n", *nodes)
		return exitUsage
	}
	l, err := lab.New(lab.Config{Members: *nodes, Seed: *seed})
	if err != nil {
		fmt.Fprintf(std.err, "raftarium shell: %v\n", err)
		return exitUsage
	}
	s := &session{lab: l, std: std, json: *asJSON, strict: *strict}
	if *scenario != "" {
		if s.line("scenario "+*scenario, func(*shell.Terminal) bool { return ctx.Err() == nil }); s.code != 0 {
			return exitUsage
		}
	}
	if flags.NArg() == 1 {
		return s.file(ctx, flags.Arg(0))
	}
	if in, ok := std.in.(*os.File); ok && term.IsTerminal(int(in.Fd())) {
		return s.prompt()
	}
	return s.lines(ctx, "standard input", std.in)
}

func (s *session) file(ctx context.Context, name string) int {
	f, err := os.Open(name)
	if err != nil {
		fmt.Fprintf(s.std.err, "raftarium shell: %v\n", err)
		return exitUsage
	}
	defer f.Close()
	return s.lines(ctx, name, f)
}

// lines runs every line of a text.
func (s *session) lines(ctx context.Context, name string, r io.Reader) int {
	in := bufio.NewReader(r)
	s.place.name = name
	for number := 1; ctx.Err() == nil; number++ {
		if !s.lab.Continues(theTerminal) && !s.lab.Reads(theTerminal) {
			s.place.line = number
		}
		line, err := in.ReadString('\n')
		if line == "" && err != nil {
			if !errors.Is(err, io.EOF) {
				fmt.Fprintf(s.std.err, "raftarium shell: %v\n", err)
				return exitFailed
			}
			break
		}
		if !s.line(trimNewline(line), s.patience(ctx)) {
			return s.code
		}
	}
	if s.lab.Reads(theTerminal) {
		s.finish(s.patience(ctx))
	}
	if s.lab.Continues(theTerminal) {
		fmt.Fprintf(s.std.err, "raftarium shell: %s ends in the middle of the command that begins in line %d: a quote or a \\ is open\n", name, s.place.line)
		return exitUsage
	}
	return s.code
}

// lineMax is how long a line may go on in a script, of the world's time.
const lineMax = 3600 * sim.Second

// patience ends a line of a script that waits for what nobody can do any more,
// such as a watch of keys that no other line will change.
func (s *session) patience(ctx context.Context) func(*shell.Terminal) bool {
	begun := s.lab.Now()
	return func(t *shell.Terminal) bool {
		if t.Sleeps() {
			begun = s.lab.Now()
		}
		if s.lab.Now()-begun > lineMax {
			fmt.Fprintf(s.std.err, "raftarium shell: %s, line %d: after an hour of the world's time this has not ended, and it is interrupted: with & behind it, it would go on while the next lines run\n", s.place.name, s.place.line)
			return false
		}
		return ctx.Err() == nil
	}
}

func trimNewline(line string) string {
	if n := len(line); n > 0 && line[n-1] == '\n' {
		line = line[:n-1]
	}
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	return line
}

// record is what --json prints for a line.
type record struct {
	Line   string      `json:"line"`
	Stdout string      `json:"stdout"`
	Stderr string      `json:"stderr"`
	Code   int         `json:"code"`
	TimeMS json.Number `json:"time_ms"`
}

// line runs one line, until it ends or goOn reports false, and reports whether to
// go on with the next. What was shown of its output already is not shown again.
func (s *session) line(line string, goOn func(*shell.Terminal) bool) bool {
	if s.lab.Reads(theTerminal) {
		s.typed += "\n" + line
	} else {
		s.shown, s.typed = 0, line
	}
	result, err := s.lab.RunWhile(theTerminal, line, goOn)
	return s.answer(result, err)
}

// finish ends the input of the line that reads it.
func (s *session) finish(goOn func(*shell.Terminal) bool) bool {
	result, err := s.lab.EndWhile(theTerminal, goOn)
	return s.answer(result, err)
}

// answer shows what came of a line, and reports whether to go on.
func (s *session) answer(result shell.Result, err error) bool {
	if err != nil {
		fmt.Fprintf(s.std.err, "raftarium shell: %v\n", err)
		s.code = exitFailed
		return false
	}
	if s.lab.Continues(theTerminal) || s.lab.Reads(theTerminal) {
		return true
	}
	s.code = result.Code
	if s.json {
		r := record{s.typed, result.Stdout, result.Stderr, result.Code, json.Number(milliseconds(s.lab.Now()))}
		out, err := json.Marshal(r)
		if err != nil {
			panic("encode a record: " + err.Error())
		}
		fmt.Fprintf(s.std.out, "%s\n", out)
	} else {
		io.WriteString(s.std.out, result.Stdout[min(s.shown, len(result.Stdout)):])
		io.WriteString(s.std.err, s.place.mark(result.Stderr))
	}
	return !result.Left && (!s.strict || s.code == 0)
}

func milliseconds(t sim.Time) string { return string(t.AppendMilliseconds(nil)) }
