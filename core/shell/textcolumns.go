package shell

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// makeRev is rev.
func makeRev(args []string) (*tool, error) {
	_, files, err := toolOptions(args, "", nil)
	if err != nil {
		return nil, err
	}
	return &tool{files: files, line: func(x context, f *filter, line string, ended bool) bool {
		runes := []rune(line)
		slices.Reverse(runes)
		x.print(1, lineText(string(runes), ended))
		return true
	}}, nil
}

// makeNl is nl with -b a and -w.
func makeNl(args []string) (*tool, error) {
	given, files, err := toolOptions(args, "b:w:", nil)
	if err != nil {
		return nil, err
	}
	body, _ := option(given, 'b')
	return &tool{files: files, line: func(x context, f *filter, line string, _ bool) bool {
		if line == "" && body != "a" {
			x.print(1, "       \n")
			return true
		}
		f.n[0]++
		x.print(1, fmt.Sprintf("%6d\t%s\n", f.n[0], line))
		return true
	}}, nil
}

// makePaste is paste of one input: -s joins its lines, - - takes so many at once.
func makePaste(args []string) (*tool, error) {
	given, files, err := toolOptions(args, "sd:", map[string]byte{"serial": 's', "delimiters": 'd'})
	if err != nil {
		return nil, err
	}
	separators := "\t"
	if d, ok := option(given, 'd'); ok {
		separators, _ = unescape(d, printfEscape)
	}
	columns := max(1, len(files))
	switch {
	case given['s'] == nil && slices.ContainsFunc(files, func(name string) bool { return name != "-" }):
		if columns > 1 {
			return nil, fmt.Errorf("paste: more than one file beside another is not there yet; -s and - - are")
		}
	case given['s'] == nil:
		files = nil
	}
	separator := func(n int) string {
		if separators == "" {
			return ""
		}
		runes := []rune(separators)
		return string(runes[n%len(runes)])
	}
	flush := func(x context, f *filter) {
		if len(f.held) > 0 {
			text := f.held[0]
			for i, part := range f.held[1:] {
				text += separator(i) + part
			}
			if given['s'] == nil {
				for i := len(f.held); i < columns; i++ {
					text += separator(i - 1)
				}
			}
			x.print(1, text+"\n")
		}
		f.held, f.heldSize = nil, 0
	}
	t := &tool{files: files,
		line: func(x context, f *filter, line string, _ bool) bool {
			if !f.hold(x, line) {
				return false
			}
			if given['s'] == nil && len(f.held) == columns {
				flush(x, f)
			}
			return true
		},
		end: func(x context, f *filter) int {
			flush(x, f)
			return 0
		}}
	if given['s'] != nil {
		t.file = func(x context, f *filter, _ string) { flush(x, f) }
	}
	return t, nil
}

// makeColumn is column -t.
func makeColumn(args []string) (*tool, error) {
	given, files, err := toolOptions(args, "ts:o:", map[string]byte{"table": 't', "separator": 's', "output-separator": 'o'})
	if err != nil {
		return nil, err
	}
	if given['t'] == nil {
		return nil, fmt.Errorf("column: without -t it is not there yet")
	}
	between := "  "
	if o, ok := option(given, 'o'); ok {
		between = o
	}
	return &tool{files: files,
		line: func(x context, f *filter, line string, _ bool) bool { return f.hold(x, line) },
		end: func(x context, f *filter) int {
			var rows [][]string
			var widths []int
			for _, line := range f.held {
				cells := strings.Fields(line)
				if s, ok := option(given, 's'); ok {
					cells = strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(s, r) })
				}
				if len(cells) == 0 {
					continue
				}
				for i, c := range cells {
					if i == len(widths) {
						widths = append(widths, 0)
					}
					widths[i] = max(widths[i], utf8.RuneCountInString(c))
				}
				rows = append(rows, cells)
			}
			for _, cells := range rows {
				var b strings.Builder
				for i, c := range cells {
					b.WriteString(c)
					if i < len(cells)-1 {
						b.WriteString(strings.Repeat(" ", widths[i]-utf8.RuneCountInString(c)) + between)
					}
				}
				x.print(1, b.String()+"\n")
			}
			return 0
		}}, nil
}
