package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"text/tabwriter"
)

// metrics are what a benchmark measured, by unit.
type metrics map[string]float64

// time returns how long an operation takes, in nanoseconds of the processor
// where that is told, and of the wall otherwise.
func (m metrics) time() float64 {
	if cpu := m["cpu-ns/op"]; cpu > 0 {
		return cpu
	}
	return m["ns/op"]
}

// row is a benchmark of both sides.
type row struct {
	system, name string
	ours, theirs metrics // of the best run
}

// processors is what go test appends to a name: on how many it ran.
var processors = regexp.MustCompile(`-[0-9]+$`)

// read reads what go test -bench prints. Rows come in the order in which they
// were seen first. A failure among it is an error: nothing is to be concluded
// from the rest.
func read(r io.Reader) ([]*row, error) {
	var rows []*row
	found := map[string]*row{}
	system := ""
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		line := lines.Text()
		fields := strings.Fields(line)
		switch {
		case len(fields) == 0:
		case fields[0] == "goarch:" && len(fields) == 2:
			system = "native"
			if fields[1] == "wasm" {
				system = "wasm"
			}
		case strings.HasPrefix(line, "FAIL") || strings.HasPrefix(line, "--- FAIL") || strings.HasPrefix(line, "panic:"):
			return nil, fmt.Errorf("reading benchmarks: one of them failed: %s", line)
		case strings.HasPrefix(line, "Benchmark"):
			name, side, ok := cut(fields[0])
			if !ok || len(fields) < 4 {
				continue
			}
			row, key := &row{system: system, name: name}, system+" "+name
			if found[key] == nil {
				found[key] = row
				rows = append(rows, row)
			}
			row = found[key]
			measured, err := parse(fields[2:])
			if err != nil {
				return nil, fmt.Errorf("reading benchmark %s: %w", fields[0], err)
			}
			best := &row.ours
			if side == "etcd" {
				best = &row.theirs
			}
			if *best == nil || measured.time() < best.time() {
				*best = measured
			}
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("reading benchmarks: %w", err)
	}
	if len(rows) == 0 {
		return nil, errors.New("reading benchmarks: there are none that end in /ours or /etcd; run this behind go test -bench")
	}
	return rows, nil
}

// cut splits a benchmark's name into what is measured and whose it is.
func cut(name string) (what, side string, ok bool) {
	name = processors.ReplaceAllString(strings.TrimPrefix(name, "Benchmark"), "")
	i := strings.LastIndexByte(name, '/')
	if i < 0 || name[i+1:] != "ours" && name[i+1:] != "etcd" {
		return "", "", false
	}
	return name[:i], name[i+1:], true
}

// parse reads numbers and their units, one after the other.
func parse(fields []string) (metrics, error) {
	m := metrics{}
	for ; len(fields) >= 2; fields = fields[2:] {
		value, err := strconv.ParseFloat(fields[0], 64)
		if err != nil {
			return nil, fmt.Errorf("%q is no number of %s", fields[0], fields[1])
		}
		m[fields[1]] = value
	}
	if m["ns/op"] <= 0 {
		return nil, errors.New("it has no ns/op")
	}
	return m, nil
}

// write prints the table.
func write(w io.Writer, rows []*row) error {
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "system\tbenchmark\tours/s\tetcd/s\ttimes\twanted\tallocs/op\tetcd\twanted\tmessages/op\tetcd\t\t")
	missed := 0
	for _, r := range rows {
		if r.ours == nil || r.theirs == nil {
			return fmt.Errorf("comparing %s: only one side was measured", r.name)
		}
		times := r.theirs.time() / r.ours.time()
		wantedTimes, isTimes := r.ours["wanted-times"]
		wantedAllocs, isAllocs := r.ours["wanted-allocs"]
		mark := ""
		if isTimes && times < wantedTimes || isAllocs && r.ours["allocs/op"] > wantedAllocs*r.theirs["allocs/op"] {
			mark = "missed"
			missed++
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%.2f\t%s\t%.0f\t%.0f\t%s\t%s\t%s\t%s\t\n", r.system, r.name, perSecond(r.ours), perSecond(r.theirs), times,
			optional(wantedTimes, isTimes), r.ours["allocs/op"], r.theirs["allocs/op"], optional(wantedAllocs*r.theirs["allocs/op"], isAllocs),
			messages(r.ours), messages(r.theirs), mark)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%d of %d rows reach what is wanted.\n", len(rows)-missed, len(rows))
	return err
}

// perSecond tells how often a second, in groups of three digits.
func perSecond(m metrics) string {
	digits := strconv.FormatInt(int64(1e9/m.time()), 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func optional(value float64, is bool) string {
	if !is {
		return ""
	}
	return strconv.FormatFloat(value, 'f', -1, 64)
}

func messages(m metrics) string {
	if _, is := m["messages/op"]; !is {
		return ""
	}
	return fmt.Sprintf("%.2f", m["messages/op"])
}
