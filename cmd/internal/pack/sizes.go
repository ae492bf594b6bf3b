package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// firstPictureBytesMax is what may be loaded until the first picture, in
// brotli.
const firstPictureBytesMax = 2_600_000

// size is what one file weighs, in bytes: as it is, and as it is sent with
// gzip -9 and brotli 11.
type size struct {
	path              string
	raw, gzip, brotli int
}

// sizes are what the files of a page weigh.
type sizes []size

func weigh(page []packed) sizes {
	var ss sizes
	for _, f := range page {
		s := size{f.path, len(f.content), len(f.content), len(f.content)}
		if f.gzip != nil {
			s.gzip = len(f.gzip)
		}
		if f.brotli != nil {
			s.brotli = len(f.brotli)
		}
		ss = append(ss, s)
	}
	return ss
}

// later reports whether the file is loaded only when it is asked for.
func (s size) later() bool {
	switch s.path {
	case codeName, namesName, workerName, "manifest.json", "icon.png":
		return true
	}
	return strings.HasPrefix(s.path, "lessons/") || strings.HasPrefix(s.path, "js/later/") || strings.HasPrefix(s.path, "css/later/")
}

func (s *size) add(o size) {
	s.raw += o.raw
	s.gzip += o.gzip
	s.brotli += o.brotli
}

// first returns the sum of what is loaded until the first picture.
func (ss sizes) first() size {
	sum := size{path: "until the first picture"}
	for _, s := range ss {
		if !s.later() {
			sum.add(s)
		}
	}
	return sum
}

// check returns an error when that is too much.
func (ss sizes) check() error {
	if first := ss.first(); first.brotli > firstPictureBytesMax {
		return fmt.Errorf("the page loads %s bytes of brotli until the first picture, %s more than it may: look for what linked in something large",
			grouped(first.brotli), grouped(first.brotli-firstPictureBytesMax))
	}
	return nil
}

// String is the table, the heaviest file first.
func (ss sizes) String() string {
	total := size{path: "total"}
	for _, s := range ss {
		total.add(s)
	}
	rows := slices.Clone(ss)
	slices.SortStableFunc(rows, func(a, b size) int { return b.brotli - a.brotli })

	var table strings.Builder
	line := func(cells ...string) {
		fmt.Fprintf(&table, "%-28s %12s %12s %12s\n", cells[0], cells[1], cells[2], cells[3])
	}
	row := func(s size) { line(s.path, grouped(s.raw), grouped(s.gzip), grouped(s.brotli)) }
	line("file", "raw", "gzip -9", "brotli 11")
	for _, s := range rows {
		row(s)
	}
	row(total)
	row(ss.first())
	line("allowed", "", "", grouped(firstPictureBytesMax))
	return table.String()
}

// grouped writes a number with commas between thousands.
func grouped(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
