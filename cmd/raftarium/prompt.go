package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/peterh/liner"

	"raftarium/core/lab"
	"raftarium/core/shell"
)

// prompt runs the lines that a person types, with history and completion. Ctrl-C
// ends the line that runs, as in any shell; what it prints is shown as it comes.
func (s *session) prompt() int {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	ended := false
	goOn := func(t *shell.Terminal) bool {
		s.showMore(t)
		select {
		case sig := <-signals:
			ended = sig != os.Interrupt
			return false
		default:
			return true
		}
	}
	editor := liner.NewLiner()
	defer editor.Close()
	editor.SetCtrlCAborts(true)
	editor.SetWordCompleter(func(line string, pos int) (head string, completions []string, tail string) {
		runes := []rune(line)
		before := string(runes[:pos])
		head, tail = before, string(runes[pos:])
		if i := strings.LastIndexAny(before, " \t;&|"); i >= 0 {
			head = before[:i+1]
		} else {
			head = ""
		}
		return head, s.lab.Complete(line, len(before)), tail
	})
	for !ended {
		text := "$ "
		reads := s.lab.Reads(theTerminal)
		switch {
		case reads:
			text = ""
			s.showMore(s.lab.World().Actor(lab.TerminalNamed(s.lab.World(), theTerminal)).(*shell.Terminal))
		case s.lab.Continues(theTerminal):
			text = "> "
		}
		line, err := editor.Prompt(text)
		switch {
		case errors.Is(err, liner.ErrPromptAborted):
			s.lab.Interrupt(theTerminal)
			continue
		case errors.Is(err, io.EOF) && reads:
			s.finish(goOn)
			continue
		case errors.Is(err, io.EOF):
			fmt.Fprintln(s.std.out)
			return s.code
		case err != nil:
			fmt.Fprintf(s.std.err, "raftarium shell: read the terminal: %v\n", err)
			return exitFailed
		}
		if strings.TrimSpace(line) != "" && !reads {
			editor.AppendHistory(line)
		}
		if line == "quit" && !reads {
			return s.code
		}
		if !s.line(line, goOn) {
			return s.code
		}
	}
	return s.code
}

// showMore shows what the running line has printed since the last time.
func (s *session) showMore(t *shell.Terminal) {
	if printed := t.Output().Stdout; !s.json && len(printed) > s.shown {
		io.WriteString(s.std.out, printed[s.shown:])
		s.shown = len(printed)
	}
}
