package shell

import (
	"fmt"
	"strings"
)

// makeCat is cat.
func makeCat(args []string) (*tool, error) {
	given, files, err := toolOptions(args, "nusAETevt", map[string]byte{"number": 'n', "squeeze-blank": 's', "show-all": 'A', "show-ends": 'E', "show-tabs": 'T', "show-nonprinting": 'v'})
	if err != nil {
		return nil, err
	}
	has := func(c byte) bool { return given[c] != nil }
	all := has('A') || has('v') || has('e') || has('t')
	ends, tabs := has('A') || has('e') || has('E'), has('A') || has('t') || has('T')
	t := &tool{files: files, bytes: !has('n') && !has('s') && !all && !ends && !tabs}
	t.line = func(x context, f *filter, line string, ended bool) bool {
		if t.bytes {
			x.print(1, line)
			return true
		}
		if line == "" && given['s'] != nil && f.n[0] > 0 {
			return true
		}
		if f.n[0]++; line != "" {
			f.n[0] = 0
		}
		f.n[1]++
		if all {
			line = visible(line)
		}
		if tabs {
			line = strings.ReplaceAll(line, "\t", "^I")
		}
		if ends && ended {
			line += "$"
		}
		if line = lineText(line, ended); given['n'] != nil {
			line = fmt.Sprintf("%6d\t%s", f.n[1], line)
		}
		x.print(1, line)
		return true
	}
	return t, nil
}

// visible shows control characters and bytes beyond ASCII as cat -v does.
func visible(line string) string {
	var b strings.Builder
	for _, c := range []byte(line) {
		if c >= 128 {
			b.WriteString("M-")
			c -= 128
		}
		if c < 32 && c != '\t' || c == 127 {
			b.WriteByte('^')
			c ^= 64
		}
		b.WriteByte(c)
	}
	return b.String()
}

// makeTee is tee. It writes into its files what it prints.
func makeTee(args []string) (*tool, error) {
	given, names, err := toolOptions(args, "a", map[string]byte{"append": 'a'})
	if err != nil {
		return nil, err
	}
	return &tool{bytes: true,
		line: func(x context, f *filter, text string, _ bool) bool {
			openTee(x, f, names, given['a'] != nil)
			x.print(1, text)
			for _, name := range names {
				if err := x.files.add(x.here().path(name), text); err != nil {
					x.print(2, "tee: "+name+": "+err.Error()+"\n")
				}
			}
			return true
		},
		end: func(x context, f *filter) int {
			openTee(x, f, names, given['a'] != nil)
			return f.n[1]
		},
	}, nil
}

// openTee makes tee's files, once.
func openTee(x context, f *filter, names []string, keep bool) {
	if f.n[0] > 0 {
		return
	}
	f.n[0] = 1
	for _, name := range names {
		if name == "/dev/null" {
			continue
		}
		if err := x.here().create(name, keep); err != nil {
			x.print(2, "tee: "+name+": "+err.Error()+"\n")
			f.n[1] = 1
		}
	}
}
