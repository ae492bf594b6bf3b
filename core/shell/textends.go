package shell

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// countArgument reads the number of lines or bytes of head and tail.
func countArgument(args []string, what string) (given map[byte][]string, files []string, n int, sign string, err error) {
	args = slices.Clone(args)
	if len(args) > 1 && len(args[1]) > 1 && args[1][0] == '-' && digits(args[1][1:]) {
		args[1] = "-n" + args[1][1:]
	}
	given, files, err = toolOptions(args, "n:c:fFqv", map[string]byte{"lines": 'n', "bytes": 'c', "follow": 'f', "quiet": 'q', "silent": 'q', "verbose": 'v'})
	if err != nil {
		return
	}
	if given['F'] != nil {
		given['f'] = given['F']
	}
	text, unit := "10", "lines"
	if v, ok := option(given, 'n'); ok {
		text = v
	} else if v, ok := option(given, 'c'); ok {
		text, unit = v, "bytes"
	}
	if text != "" && strings.IndexByte("+-", text[0]) >= 0 {
		sign = text[:1]
	}
	n, bad := strconv.Atoi(strings.TrimPrefix(text, sign))
	if bad != nil || !digits(strings.TrimPrefix(text, sign)) {
		err = fmt.Errorf("%s: invalid number of %s: ‘%s’", args[0], unit, text)
	}
	return
}

// fileHeads prints the head of each file where several are read. What was
// counted of the file before is forgotten.
func fileHeads(given map[byte][]string, files []string) func(x context, f *filter, name string) {
	return func(x context, f *filter, name string) {
		f.lines, f.n[0] = 0, 0
		if len(files) < 2 && given['v'] == nil || given['q'] != nil {
			return
		}
		if name == "-" {
			name = "standard input"
		}
		x.print(1, strings.Repeat("\n", f.n[1])+"==> "+name+" <==\n")
		f.n[1] = 1
	}
}

func makeHead(args []string) (*tool, error) {
	given, files, n, sign, err := countArgument(args, "head")
	if err == nil && given['f'] != nil {
		err = fmt.Errorf("head: invalid option -- 'f'")
	}
	if err != nil {
		return nil, err
	}
	t := &tool{files: files, open: fileHeads(given, files)}
	several := len(files) > 1 // what follows in one file is read past
	switch _, inBytes := option(given, 'c'); {
	case inBytes && sign == "-":
		return nil, fmt.Errorf("head: -c -N is not there yet")
	case inBytes:
		t.bytes = true
		t.line = func(x context, f *filter, text string, _ bool) bool {
			text = text[:min(len(text), n-f.n[0])]
			x.print(1, text)
			f.n[0] += len(text)
			return f.n[0] < n || several
		}
	case sign == "-":
		t.line = func(x context, f *filter, line string, ended bool) bool {
			if !f.hold(x, lineText(line, ended)) {
				return false
			}
			if len(f.held) > n {
				x.print(1, f.held[0])
				f.heldSize -= len(f.held[0]) + 16
				f.held = f.held[1:]
			}
			return true
		}
		t.file = func(_ context, f *filter, _ string) { f.held, f.heldSize = nil, 0 }
	default:
		t.line = func(x context, f *filter, line string, ended bool) bool {
			if f.lines <= n {
				x.print(1, lineText(line, ended))
			}
			return f.lines < n || several
		}
	}
	return t, nil
}

func makeTail(args []string) (*tool, error) {
	given, files, n, sign, err := countArgument(args, "tail")
	if err != nil {
		return nil, err
	}
	t := &tool{files: files, open: fileHeads(given, files)}
	_, inBytes := option(given, 'c')
	switch {
	case inBytes:
		t.bytes = true
		t.line = func(x context, f *filter, text string, _ bool) bool { return f.hold(x, text) }
		t.file = func(x context, f *filter, _ string) {
			text := strings.Join(f.held, "")
			if sign == "+" {
				text = text[min(len(text), max(n-1, 0)):]
			} else {
				text = text[max(0, len(text)-n):]
			}
			x.print(1, text)
			f.held, f.heldSize = nil, 0
		}
	case sign == "+":
		t.line = func(x context, f *filter, line string, ended bool) bool {
			if f.lines >= n {
				x.print(1, lineText(line, ended))
			}
			return true
		}
	default:
		t.line = func(x context, f *filter, line string, ended bool) bool {
			ok := f.hold(x, lineText(line, ended))
			for len(f.held) > n {
				f.heldSize -= len(f.held[0]) + 16
				f.held = f.held[1:]
			}
			return ok
		}
		t.file = func(x context, f *filter, _ string) {
			x.print(1, strings.Join(f.held, ""))
			f.held, f.heldSize = nil, 0
		}
	}
	return t, nil
}

func makeTac(args []string) (*tool, error) {
	_, files, err := toolOptions(args, "", nil)
	if err != nil {
		return nil, err
	}
	return &tool{files: files,
		line: func(x context, f *filter, line string, ended bool) bool { return f.hold(x, lineText(line, ended)) },
		end: func(x context, f *filter) int {
			lines := slices.Clone(f.held)
			slices.Reverse(lines)
			x.print(1, strings.Join(lines, ""))
			return 0
		}}, nil
}
