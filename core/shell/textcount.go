package shell

import (
	"fmt"
	"strconv"
	"strings"
)

func makeWC(args []string) (*tool, error) {
	given, files, err := toolOptions(args, "lwcm", map[string]byte{"lines": 'l', "words": 'w', "bytes": 'c', "chars": 'm'})
	if err != nil {
		return nil, err
	}
	show := func(x context, n []int, name string, width int) {
		var parts []string
		for i, c := range []byte("lwmc") {
			if given[c] != nil || len(given) == 0 && c != 'm' {
				parts = append(parts, fmt.Sprintf("%*d", width, n[i]))
			}
		}
		if name != "" {
			parts = append(parts, name)
		}
		x.print(1, strings.Join(parts, " ")+"\n")
	}
	t := &tool{files: files, bytes: true}
	// n counts lines, words, characters and bytes; a word that is not at its
	// end yet is kept as a held line.
	t.line = func(x context, f *filter, text string, _ bool) bool {
		f.n[3] += len(text)
		for i := 0; i < len(text); i++ {
			c := text[i]
			f.n[0] += btoi(c == '\n')
			f.n[2] += btoi(c&0xc0 != 0x80)
			if blank := c == ' ' || c >= '\t' && c <= '\r'; blank {
				f.held = nil
			} else if f.held == nil {
				f.held = []string{""}
				f.n[1]++
			}
		}
		return true
	}
	if len(files) > 0 {
		t.file = func(x context, f *filter, name string) {
			show(x, f.n[:4], name, wcWidth(x, files, len(given)))
			for i, n := range f.n[:4] {
				f.n[4+i] += n
				f.n[i] = 0
			}
			f.held = nil
		}
		t.end = func(x context, f *filter) int {
			if len(files) > 1 {
				show(x, f.n[4:], "total", wcWidth(x, files, len(given)))
			}
			return 0
		}
		return t, nil
	}
	t.end = func(x context, f *filter) int {
		width := 7
		if len(given) == 1 {
			width = 0
		}
		show(x, f.n[:4], "", width)
		return 0
	}
	return t, nil
}

// wcWidth is how wide wc's numbers are: as the size of all files together.
func wcWidth(x context, files []string, columns int) int {
	size, width := 0, 1
	for _, name := range files {
		data, _ := x.here().read(name)
		if size += len(data); name == "-" {
			width = 7
		}
	}
	if len(files) == 1 && columns == 1 {
		return 1
	}
	return max(width, len(strconv.Itoa(size)))
}

func makeUniq(args []string) (*tool, error) {
	given, files, err := toolOptions(args, "cdui", map[string]byte{"count": 'c', "repeated": 'd', "unique": 'u', "ignore-case": 'i'})
	if err != nil {
		return nil, err
	}
	if len(files) > 1 {
		return nil, fmt.Errorf("uniq: writing to a file is not there yet; > is")
	}
	flush := func(x context, f *filter) {
		if n := f.n[0]; n > 0 && !(given['d'] != nil && n == 1) && !(given['u'] != nil && n > 1) {
			text := f.held[0] + "\n"
			if given['c'] != nil {
				text = fmt.Sprintf("%7d %s", n, text)
			}
			x.print(1, text)
		}
	}
	return &tool{files: files,
		line: func(x context, f *filter, line string, _ bool) bool {
			if f.n[0] > 0 && (f.held[0] == line || given['i'] != nil && strings.EqualFold(f.held[0], line)) {
				f.n[0]++
				return true
			}
			flush(x, f)
			f.held, f.n[0] = []string{line}, 1
			return true
		},
		end: func(x context, f *filter) int {
			flush(x, f)
			return 0
		}}, nil
}
