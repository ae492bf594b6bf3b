package api

import (
	"strings"
	"unicode/utf8"
)

// Table is a table as etcdctl draws it (github.com/olekukonko/tablewriter):
// heads in the middle, cells at the right.
type Table struct {
	Head []string
	Rows [][]string
}

// String draws the table.
func (t Table) String() string {
	widths := make([]int, len(t.Head))
	for _, row := range append([][]string{t.Head}, t.Rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	rule := func() {
		for _, w := range widths {
			b.WriteString("+" + strings.Repeat("-", w+2))
		}
		b.WriteString("+\n")
	}
	row := func(cells []string, before func(room int) int) {
		for i, cell := range cells {
			room := widths[i] - utf8.RuneCountInString(cell)
			left := before(room)
			b.WriteString("| " + strings.Repeat(" ", left) + cell + strings.Repeat(" ", room-left) + " ")
		}
		b.WriteString("|\n")
	}
	rule()
	row(t.Head, func(room int) int { return room / 2 })
	rule()
	for _, cells := range t.Rows {
		row(cells, func(room int) int { return room })
	}
	rule()
	return b.String()
}
