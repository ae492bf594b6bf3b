package shell

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

func makeCut(args []string) (*tool, error) {
	given, files, err := toolOptions(args, "d:f:c:b:s", map[string]byte{"delimiter": 'd', "fields": 'f', "characters": 'c', "bytes": 'b', "only-delimited": 's'})
	if err != nil {
		return nil, err
	}
	delimiter, set := option(given, 'd')
	if !set {
		delimiter = "\t"
	}
	fields, byField := option(given, 'f')
	text := fields
	for _, c := range []byte("cb") {
		if v, ok := option(given, c); ok {
			text = v
		}
	}
	ranges, ok := parseRanges(text)
	switch {
	case text == "":
		return nil, fmt.Errorf("cut: you must specify a list of bytes, characters, or fields")
	case len(delimiter) != 1:
		return nil, fmt.Errorf("cut: the delimiter must be a single character")
	case !ok:
		return nil, fmt.Errorf("cut: invalid field value ‘%s’", text)
	}
	inRanges := func(n int) bool {
		return slices.ContainsFunc(ranges, func(r [2]int) bool { return r[0] <= n && (n <= r[1] || r[1] == 0) })
	}
	return &tool{files: files, line: func(x context, f *filter, line string, _ bool) bool {
		var parts []string
		join := ""
		if byField {
			if !strings.Contains(line, delimiter) {
				if given['s'] == nil {
					x.print(1, line+"\n")
				}
				return true
			}
			join = delimiter
			for i, part := range strings.Split(line, delimiter) {
				if inRanges(i + 1) {
					parts = append(parts, part)
				}
			}
		} else {
			for i := range len(line) {
				if inRanges(i + 1) {
					parts = append(parts, line[i:i+1])
				}
			}
		}
		x.print(1, strings.Join(parts, join)+"\n")
		return true
	}}, nil
}

// parseRanges reads 1,3-5,7-: pairs of the first and last number, 0 for no
// last.
func parseRanges(text string) (ranges [][2]int, ok bool) {
	for _, part := range strings.Split(text, ",") {
		from, to, span := strings.Cut(part, "-")
		r := [2]int{1, 0}
		var err, errTo error
		if from != "" {
			r[0], err = strconv.Atoi(from)
		}
		if to != "" {
			r[1], errTo = strconv.Atoi(to)
		}
		if !span {
			r[1] = r[0]
		}
		if err != nil || errTo != nil || r[0] < 1 || part == "-" || part == "" {
			return nil, false
		}
		ranges = append(ranges, r)
	}
	return ranges, true
}
