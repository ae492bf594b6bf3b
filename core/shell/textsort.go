package shell

import (
	"slices"
	"strconv"
	"strings"
)

func makeSort(args []string) (*tool, error) {
	given, files, err := toolOptions(args, "nrufk:t:sVhbo:", map[string]byte{
		"numeric-sort": 'n', "reverse": 'r', "unique": 'u', "human-numeric-sort": 'h', "ignore-case": 'f', "key": 'k', "field-separator": 't', "stable": 's', "version-sort": 'V', "output": 'o',
	})
	if err != nil {
		return nil, refuseTool(2, "%v", err)
	}
	separator, separated := option(given, 't')
	if separated && len(separator) != 1 {
		return nil, refuseTool(2, "sort: multi-character tab ‘%s’", separator)
	}
	global := sortOrder{}
	for letter := range given {
		global.add(letter)
	}
	var keys []sortKey
	for _, text := range given['k'] {
		k, ok := parseSortKey(text)
		if !ok {
			return nil, refuseTool(2, "sort: the key ‘%s’ is not understood: it is as in 2, 2,3 or 2nr", text)
		}
		if k.order == (sortOrder{}) {
			k.order = global
		}
		keys = append(keys, k)
	}
	if len(keys) == 0 {
		keys = []sortKey{{order: global}}
	}
	compare := func(a, b string) int {
		for _, k := range keys {
			if c := k.order.compare(k.of(a, separator), k.of(b, separator)); c != 0 {
				return c
			}
		}
		return 0
	}
	return &tool{files: files,
		line: func(x context, f *filter, line string, _ bool) bool { return f.hold(x, line) },
		end: func(x context, f *filter) int {
			if f.failed > 0 {
				return f.failed
			}
			lines := slices.Clone(f.held)
			slices.SortStableFunc(lines, func(a, b string) int {
				c := compare(a, b)
				if c == 0 && given['u'] == nil && given['s'] == nil {
					if c = strings.Compare(a, b); given['r'] != nil {
						c = -c
					}
				}
				return c
			})
			if given['u'] != nil {
				lines = slices.CompactFunc(lines, func(a, b string) bool { return compare(a, b) == 0 })
			}
			text := strings.Join(lines, "\n")
			if len(lines) > 0 {
				text += "\n"
			}
			if name, ok := option(given, 'o'); ok {
				err := x.here().create(name, false)
				if err == nil {
					err = x.files.add(x.here().path(name), text)
				}
				if err != nil {
					x.print(2, "sort: open failed: "+name+": "+err.Error()+"\n")
					return 2
				}
				return 0
			}
			x.print(1, text)
			return 0
		}}, nil
}

// sortKey is a part of a line that is compared: from and to are numbers of
// fields, 0 for all that there is.
type sortKey struct {
	from, to int
	order    sortOrder
}

func parseSortKey(text string) (k sortKey, ok bool) {
	from, to, two := strings.Cut(text, ",")
	for i, part := range []*string{&from, &to} {
		if i == 1 && !two {
			break
		}
		for n := len(*part); n > 0 && strings.IndexByte("nrfbVh", (*part)[n-1]) >= 0; n-- {
			k.order.add((*part)[n-1])
			*part = (*part)[:n-1]
		}
	}
	var err, errTo error
	k.from, err = strconv.Atoi(from)
	if two {
		k.to, errTo = strconv.Atoi(to)
	}
	return k, err == nil && errTo == nil && k.from > 0 && (!two || k.to > 0)
}

func (k sortKey) of(line, separator string) string {
	if k.from == 0 {
		return line
	}
	// Without a separator a field begins with the blanks before it.
	at, field, start, end := 0, 1, -1, len(line)
	if k.from == 1 {
		start = 0
	}
	for at < len(line) {
		if separator != "" {
			if line[at] != separator[0] {
				at++
				continue
			}
			if field == k.to {
				end = at
				break
			}
			at++
		} else {
			for at < len(line) && (line[at] == ' ' || line[at] == '\t') {
				at++
			}
			for at < len(line) && line[at] != ' ' && line[at] != '\t' {
				at++
			}
			if field == k.to {
				end = at
				break
			}
			if at == len(line) {
				break
			}
		}
		if field++; field == k.from {
			start = at
		}
	}
	if start < 0 || start > end {
		return ""
	}
	return line[start:end]
}
