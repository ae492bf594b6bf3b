package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/peterh/liner"
)

// prompt runs the lines that a person types, with history and completion.
func (s *session) prompt(ctx context.Context) int {
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
	for ctx.Err() == nil {
		text := "$ "
		if s.lab.Continues(theTerminal) {
			text = "> "
		}
		line, err := editor.Prompt(text)
		switch {
		case errors.Is(err, liner.ErrPromptAborted):
			s.lab.Interrupt(theTerminal)
			continue
		case errors.Is(err, io.EOF):
			fmt.Fprintln(s.std.out)
			return s.code
		case err != nil:
			fmt.Fprintf(s.std.err, "raftarium shell: read the terminal: %v\n", err)
			return exitFailed
		}
		if strings.TrimSpace(line) != "" {
			editor.AppendHistory(line)
		}
		if line == "exit" || line == "quit" {
			return s.code
		}
		if !s.line(line) {
			return s.code
		}
	}
	return s.code
}
