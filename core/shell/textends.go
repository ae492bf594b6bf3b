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
	given, files, err = toolOptions(args, "n:c:fFq", map[string]byte{"lines": 'n', "bytes": 'c', "follow": 'f', "quiet": 'q'})
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
	if len(files) > 1 && err == nil {
		err = fmt.Errorf("%s: more than one file is not there yet", args[0])
	}
	return
}

func makeHead(args []string) (*tool, error) {
	given, files, n, sign, err := countArgument(args, "head")
	if err == nil && given['f'] != nil {
		err = fmt.Errorf("head: invalid option -- 'f'")
	}
	if err != nil {
		return nil, err
	}
	t := &tool{files: files}
	switch _, inBytes := option(given, 'c'); {
	case inBytes && sign == "-":
		return nil, fmt.Errorf("head: -c -N is not there yet")
	case inBytes:
		t.bytes = true
		t.line = func(x context, f *filter, text string, _ bool) bool {
			text = text[:min(len(text), n-f.n[0])]
			x.print(1, text)
			f.n[0] += len(text)
			return f.n[0] < n
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
	default:
		t.line = func(x context, f *filter, line string, ended bool) bool {
			if f.lines <= n {
				x.print(1, lineText(line, ended))
			}
			return f.lines < n
		}
	}
	return t, nil
}

func makeTail(args []string) (*tool, error) {
	given, files, n, sign, err := countArgument(args, "tail")
	if err != nil {
		return nil, err
	}
	if _, inBytes := option(given, 'c'); inBytes {
		return &tool{files: files, bytes: true,
			line: func(x context, f *filter, text string, _ bool) bool { return f.hold(x, text) },
			end: func(x context, f *filter) int {
				text := strings.Join(f.held, "")
				if sign == "+" {
					x.print(1, text[min(len(text), max(n-1, 0)):])
				} else {
					x.print(1, text[max(0, len(text)-n):])
				}
				return 0
			}}, nil
	}
	if sign == "+" {
		return &tool{files: files, line: func(x context, f *filter, line string, ended bool) bool {
			if f.lines >= n {
				x.print(1, lineText(line, ended))
			}
			return true
		}}, nil
	}
	return &tool{files: files,
		line: func(x context, f *filter, line string, ended bool) bool {
			ok := f.hold(x, lineText(line, ended))
			for len(f.held) > n {
				f.heldSize -= len(f.held[0]) + 16
				f.held = f.held[1:]
			}
			return ok
		},
		end: func(x context, f *filter) int {
			x.print(1, strings.Join(f.held, ""))
			return 0
		}}, nil
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
