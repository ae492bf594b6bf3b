package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"

	"raftarium/core/lesson"
	builtin "raftarium/web/lessons"
)

// lessonRow is what --json prints of a lesson.
type lessonRow struct {
	File      string      `json:"file"`
	Title     string      `json:"title"`
	Steps     int         `json:"steps"`
	Questions int         `json:"questions"`
	Challenge bool        `json:"challenge"`
	Right     []int       `json:"right"`   // of each question, which answer the run has shown to be right, from 1
	TimeMS    json.Number `json:"time_ms"` // how far its world went
	Error     string      `json:"error,omitempty"`
}

// lessons plays lessons without a screen.
func lessons(ctx context.Context, std streams, args []string) int {
	flags := flag.NewFlagSet("raftarium lesson", flag.ContinueOnError)
	asJSON := flags.Bool("json", false, "print a record for each lesson: file, title, steps, questions, challenge, right, time_ms, error")
	if code, ok := parse(flags, std, args); !ok {
		return code
	}
	files, code := lessonFiles(std, flags.Args())
	if code != exitDone {
		return code
	}
	for _, f := range files {
		if ctx.Err() != nil {
			return exitFailed
		}
		row := playLesson(f.name, f.text)
		if row.Error != "" {
			code = exitFailed
		}
		row.print(std, *asJSON)
	}
	return code
}

// lessonFile is a lesson that has not been read yet.
type lessonFile struct{ name, text string }

// lessonFiles reads those that are named, or all that are built in.
func lessonFiles(std streams, names []string) (files []lessonFile, code int) {
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			fmt.Fprintf(std.err, "raftarium lesson: %v\n", err)
			return nil, exitUsage
		}
		files = append(files, lessonFile{name, string(text)})
	}
	if len(names) > 0 {
		return files, exitDone
	}
	for _, entry := range builtin.Index() {
		for _, lang := range []string{"en", "zh"} {
			name, text, err := builtin.Read(entry.ID, lang)
			if err != nil {
				fmt.Fprintf(std.err, "raftarium lesson: %v\n", err)
				return nil, exitFailed
			}
			files = append(files, lessonFile{name, text})
		}
	}
	return files, exitDone
}

// playLesson plays a lesson from its beginning to its end.
func playLesson(name, text string) lessonRow {
	row := lessonRow{File: name, Right: []int{}, TimeMS: "0"}
	l, err := lesson.Parse(name, text)
	if err != nil {
		row.Error = err.Error()
		return row
	}
	row.Title, row.Steps, row.Challenge = l.Title, len(l.Steps), l.Goal != nil
	p, err := lesson.NewPlayer(l)
	if err == nil {
		_, err = p.Run(lesson.Point{Step: len(l.Steps) - 1, Answered: true}, 1<<62)
	}
	if err != nil {
		row.Error = err.Error()
		return row
	}
	for i, s := range l.Steps {
		played, _ := p.Played(i)
		row.TimeMS = json.Number(milliseconds(played.End))
		if s.Question != nil {
			row.Questions++
			row.Right = append(row.Right, played.Right+1)
		}
	}
	return row
}

func (r lessonRow) print(std streams, asJSON bool) {
	if asJSON {
		out, err := json.Marshal(r)
		if err != nil {
			panic("encode a lesson: " + err.Error())
		}
		fmt.Fprintf(std.out, "%s\n", out)
		return
	}
	if r.Error != "" {
		fmt.Fprintln(std.err, r.Error)
		return
	}
	fmt.Fprintf(std.out, "%s: %s: %s, %s, %s ms\n", r.File, r.Title, counted(r.Steps, "step"), counted(r.Questions, "question"), r.TimeMS)
}

// counted is a number of things.
func counted(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}
