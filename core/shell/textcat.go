package shell

import (
	"fmt"
)

// makeCat is cat.
func makeCat(args []string) (*tool, error) {
	given, files, err := toolOptions(args, "nu", nil)
	if err != nil {
		return nil, err
	}
	t := &tool{files: files, bytes: given['n'] == nil}
	t.line = func(x context, f *filter, line string, ended bool) bool {
		if t.bytes {
			x.print(1, line)
		} else {
			x.print(1, fmt.Sprintf("%6d\t%s", f.lines, lineText(line, ended)))
		}
		return true
	}
	return t, nil
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
