package shell

import (
	"fmt"
	"strconv"
	"strings"
)

// diffMax bounds the lines that diff holds against each other: two files whose
// differing parts are longer are only said to differ.
const diffMax = 2000

// twoFiles is a tool that reads two files, and then does something with their
// lines. A last line that has no newline is held with a mark.
func twoFiles(name string, files []string, do func(x context, f *filter, a, b []string) int) (*tool, error) {
	if len(files) != 2 {
		text := "missing operand after '" + name + "'"
		if len(files) == 1 {
			text = "missing operand after '" + files[0] + "'"
		} else if len(files) > 2 {
			text = "extra operand '" + files[2] + "'"
		}
		return nil, refuseTool(2, "%s: %s\n%[1]s: Try '%[1]s --help' for more information.", name, text)
	}
	return &tool{files: files,
		line: func(x context, f *filter, line string, ended bool) bool {
			return f.hold(x, line+"\x00"[:btoi(!ended)])
		},
		file: func(x context, f *filter, _ string) { f.n[f.n[7]], f.n[7] = len(f.held), f.n[7]+1 },
		end: func(x context, f *filter) int {
			if f.failed > 0 {
				return f.failed
			}
			return do(x, f, f.held[:f.n[0]], f.held[f.n[0]:])
		}}, nil
}

// makeDiff is diff, with -u, -q, -s, -i, -b and -w.
func makeDiff(args []string) (*tool, error) {
	given, files, err := toolOptions(args, "uU:qsibwBaN", map[string]byte{"unified": 'u', "brief": 'q', "report-identical-files": 's', "ignore-case": 'i', "ignore-all-space": 'w', "ignore-space-change": 'b'})
	if err != nil {
		return nil, refuseTool(2, "%v\ndiff: Try 'diff --help' for more information.", err)
	}
	around := 3
	if text, ok := option(given, 'U'); ok {
		if around, err = strconv.Atoi(text); err != nil || around < 0 {
			return nil, refuseTool(2, "diff: invalid context length '%s'", text)
		}
	}
	seen := func(line string) string {
		if given['i'] != nil {
			line = strings.ToLower(line)
		}
		if given['w'] != nil {
			line = strings.Join(strings.Fields(line), "")
		} else if given['b'] != nil {
			line = strings.Join(strings.Fields(line), " ")
		}
		return line
	}
	return twoFiles("diff", files, func(x context, f *filter, a, b []string) int {
		changes, ok := differences(x, a, b, seen)
		switch {
		case ok && len(changes) == 0:
			if given['s'] != nil {
				x.print(1, "Files "+files[0]+" and "+files[1]+" are identical\n")
			}
			return 0
		case given['q'] != nil || !ok:
			x.print(1, "Files "+files[0]+" and "+files[1]+" differ\n")
		case given['u'] != nil || given['U'] != nil:
			stamp := x.date().Format("2006-01-02 15:04:05.000000000 -0700")
			x.print(1, "--- "+files[0]+"\t"+stamp+"\n+++ "+files[1]+"\t"+stamp+"\n"+unified(a, b, changes, min(around, len(a))))
		default:
			for _, c := range changes {
				x.print(1, c.plain(a, b))
			}
		}
		return 1
	})
}

// change is what stands in one file in the place of what stands in the other:
// the lines from and up to, not counting the last.
type change struct{ a, aEnd, b, bEnd int }

// differences are the changes that make b of a, the fewest (E. Myers, An O(ND)
// Difference Algorithm, 1986; here by the table of common rests).
func differences(x context, a, b []string, seen func(string) string) (changes []change, ok bool) {
	see := func(lines []string) []string {
		out := make([]string, len(lines))
		for i, line := range lines {
			out[i] = seen(line)
		}
		return out
	}
	a, b = see(a), see(b)
	first := 0
	for first < min(len(a), len(b)) && a[first] == b[first] {
		first++
	}
	n, m := len(a), len(b)
	for n > first && m > first && a[n-1] == b[m-1] {
		n, m = n-1, m-1
	}
	rows, columns := n-first, m-first
	if rows > diffMax || columns > diffMax {
		return nil, false
	}
	x.work += rows * columns
	// common[i][j] is how many lines the rests from i and j have in common.
	common := make([][]int16, rows+1)
	for i := range common {
		common[i] = make([]int16, columns+1)
	}
	for i := rows - 1; i >= 0; i-- {
		for j := columns - 1; j >= 0; j-- {
			if common[i][j] = max(common[i+1][j], common[i][j+1]); a[first+i] == b[first+j] {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	for i, j := 0, 0; i < rows || j < columns; {
		if i < rows && j < columns && a[first+i] == b[first+j] {
			i, j = i+1, j+1
			continue
		}
		c := change{a: first + i, b: first + j}
		for (i < rows || j < columns) && !(i < rows && j < columns && a[first+i] == b[first+j]) {
			if j == columns || i < rows && common[i+1][j] >= common[i][j+1] {
				i++
			} else {
				j++
			}
		}
		c.aEnd, c.bEnd = first+i, first+j
		changes = append(changes, c)
	}
	return changes, true
}

// diffLines writes lines with a mark before each.
func diffLines(lines []string, mark string) string {
	var b strings.Builder
	for _, line := range lines {
		whole, cut := strings.CutSuffix(line, "\x00")
		b.WriteString(mark + whole + "\n")
		if cut {
			b.WriteString("\\ No newline at end of file\n")
		}
	}
	return b.String()
}

// plain is a change in diff's own form.
func (c change) plain(a, b []string) string {
	lines := func(from, to int) string {
		if to > from+1 {
			return fmt.Sprintf("%d,%d", from+1, to)
		}
		return strconv.Itoa(to)
	}
	kind, between := "c", "---\n"
	if c.a == c.aEnd {
		kind, between = "a", ""
	} else if c.b == c.bEnd {
		kind, between = "d", ""
	}
	return lines(c.a, c.aEnd) + kind + lines(c.b, c.bEnd) + "\n" + diffLines(a[c.a:c.aEnd], "< ") + between + diffLines(b[c.b:c.bEnd], "> ")
}

// unified are changes with lines around them.
func unified(a, b []string, changes []change, around int) string {
	var out strings.Builder
	for len(changes) > 0 {
		n := 1
		for n < len(changes) && changes[n].a-changes[n-1].aEnd <= 2*around {
			n++
		}
		hunk := changes[:n]
		changes = changes[n:]
		before := min(around, hunk[0].a)
		after := min(around, len(a)-hunk[n-1].aEnd)
		from, to := hunk[0].a-before, hunk[n-1].aEnd+after
		fromB, toB := hunk[0].b-before, hunk[n-1].bEnd+after
		place := func(from, to int) string {
			switch to - from {
			case 0:
				return fmt.Sprintf("%d,0", from)
			case 1:
				return strconv.Itoa(to)
			}
			return fmt.Sprintf("%d,%d", from+1, to-from)
		}
		out.WriteString("@@ -" + place(from, to) + " +" + place(fromB, toB) + " @@\n")
		for _, c := range hunk {
			out.WriteString(diffLines(a[from:c.a], " ") + diffLines(a[c.a:c.aEnd], "-") + diffLines(b[c.b:c.bEnd], "+"))
			from = c.aEnd
		}
		out.WriteString(diffLines(a[from:to], " "))
	}
	return out.String()
}

// makeComm is comm: what only the first of two sorted files has, what only the
// second, and what both.
func makeComm(args []string) (*tool, error) {
	given, files, err := toolOptions(args, "123", nil)
	if err != nil {
		return nil, err
	}
	return twoFiles("comm", files, func(x context, _ *filter, a, b []string) int {
		for _, lines := range [][]string{a, b} {
			if n := len(lines); n > 0 { // it does not matter whether the last one ends
				lines[n-1] = strings.TrimSuffix(lines[n-1], "\x00")
			}
		}
		for len(a) > 0 || len(b) > 0 {
			column, line := '3', ""
			if len(b) == 0 || len(a) > 0 && a[0] <= b[0] {
				column, line = '1', a[0]
			}
			if len(a) == 0 || len(b) > 0 && b[0] <= a[0] {
				line = b[0]
				if b = b[1:]; column == '1' {
					column = '3'
				} else {
					column = '2'
				}
			}
			if column != '2' {
				a = a[1:]
			}
			if given[byte(column)] != nil {
				continue
			}
			for before := '1'; before < column; before++ {
				if given[byte(before)] == nil {
					x.print(1, "\t")
				}
			}
			x.print(1, line+"\n")
		}
		return 0
	})
}

// makeCmp is cmp, which says where two files first differ.
func makeCmp(args []string) (*tool, error) {
	given, files, err := toolOptions(args, "s", map[string]byte{"silent": 's', "quiet": 's'})
	if err != nil {
		return nil, refuseTool(2, "%v", err)
	}
	return twoFiles("cmp", files, func(x context, _ *filter, lines, others []string) int {
		a, b := diffText(lines), diffText(others)
		at := 0
		for at < min(len(a), len(b)) && a[at] == b[at] {
			at++
		}
		ended := strings.Count(a[:at], "\n")
		switch in := ""; {
		case a == b:
			return 0
		case given['s'] != nil:
		case at < min(len(a), len(b)):
			x.print(1, fmt.Sprintf("%s %s differ: byte %d, line %d\n", files[0], files[1], at+1, ended+1))
		case at == 0:
			x.print(2, "cmp: EOF on "+files[btoi(len(b) == 0)]+" which is empty\n")
		default:
			if a[at-1] != '\n' {
				in, ended = "in ", ended+1
			}
			x.print(2, fmt.Sprintf("cmp: EOF on %s after byte %d, %sline %d\n", files[btoi(len(b) < len(a))], at, in, ended))
		}
		return 1
	})
}

// diffText is the text of held lines.
func diffText(lines []string) string {
	text := strings.Join(lines, "\n") + "\n"
	if whole, cut := strings.CutSuffix(text, "\x00\n"); cut {
		return whole
	}
	return text[:len(text)*btoi(len(lines) > 0)]
}
