package shell

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"raftarium/core/sim"
)

// seqMax bounds what seq prints, in numbers.
const seqMax = 100_000

// runSeq is seq, with -s, -w and -f.
func runSeq(x context, args []string, _ variables) {
	separator, format, wide := "\n", "", false
	words := args[1:]
	for len(words) > 0 && len(words[0]) > 1 && words[0][0] == '-' && strings.IndexByte("swf", words[0][1]) >= 0 {
		letter, value := words[0][1], words[0][2:]
		words = words[1:]
		if letter == 'w' {
			wide = true
			continue
		}
		if value == "" && len(words) > 0 {
			value, words = words[0], words[1:]
		}
		if letter == 's' {
			separator = value
		} else {
			format = value
		}
	}
	fail := func(format string, args ...any) {
		x.print(2, fmt.Sprintf("seq: "+format, args...)+"\nTry 'seq --help' for more information.\n")
		x.exit(1)
	}
	switch {
	case len(words) == 0:
		fail("missing operand")
		return
	case len(words) > 3:
		fail("extra operand ‘%s’", words[3])
		return
	}
	// Numbers are counted in units of the last decimal that is given.
	places := 0
	for _, w := range words {
		_, decimals, _ := strings.Cut(w, ".")
		places = max(places, min(len(decimals), 9))
	}
	unit := 1.0
	for range places {
		unit *= 10
	}
	numbers := []int{int(unit), int(unit), int(unit)} // first, step, last
	for i, w := range words {
		v, err := strconv.ParseFloat(w, 64)
		if err != nil || math.Abs(v) > 1e9 {
			fail("invalid floating point argument: ‘%s’", w)
			return
		}
		numbers[[3][3]int{{2, 0, 0}, {0, 2, 0}, {0, 1, 2}}[len(words)-1][i]] = int(math.Round(v * unit))
	}
	first, step, last := numbers[0], numbers[1], numbers[2]
	if step == 0 {
		fail("invalid Zero increment value: ‘%s’", words[1])
		return
	}
	written := func(n int) string { return strconv.FormatFloat(float64(n)/unit, 'f', places, 64) }
	width := 0
	if wide {
		width = max(len(written(first)), len(written(last)))
	}
	var b strings.Builder
	for n, count := first, 0; step > 0 && n <= last || step < 0 && n >= last; n, count = n+step, count+1 {
		if count == seqMax {
			x.print(2, fmt.Sprintf("seq: not more than %d numbers are printed\n", seqMax))
			x.exit(1)
			return
		}
		if count > 0 {
			b.WriteString(separator)
		}
		if format != "" {
			text, complaints := printfText(format, []string{written(n)})
			if len(complaints) > 0 {
				fail("format ‘%s’ has no %% directive", format)
				return
			}
			b.WriteString(text)
			continue
		}
		b.WriteString(fmt.Sprintf("%0*s", width, written(n)))
	}
	x.work += 2 * b.Len() // a number costs more than to print it
	if b.Len() > 0 {
		x.print(1, b.String()+"\n")
	}
	x.exit(0)
}

// runWhich says where a command is.
func runWhich(x context, args []string, _ variables) {
	code := 0
	for _, name := range args[1:] {
		if !slices.Contains(Commands(), name) {
			code = 1
			continue
		}
		x.print(1, "/usr/bin/"+name+"\n")
	}
	x.exit(code)
}

// runWatch is watch -n: it runs a command again and again, on an empty screen.
func runWatch(x context, args []string, _ variables) {
	end := 1
	span := 2 * sim.Second
	for end < len(args) && strings.HasPrefix(args[end], "-") {
		value, isN := strings.CutPrefix(args[end], "-n")
		if isN && value == "" && end+1 < len(args) {
			end++
			value = args[end]
		}
		if isN {
			d, err := parseDuration(value, sim.Second)
			if err != nil {
				x.print(2, "watch: failed to parse argument: '"+value+"'\n")
				x.exit(1)
				return
			}
			span = max(d, 100*sim.Millisecond)
		} else if args[end] != "-t" && args[end] != "-d" {
			x.print(2, "watch: "+printable(args[end])+" is not there yet; -n SECONDS is\n")
			x.exit(1)
			return
		}
		end++
	}
	if end >= len(args) {
		x.print(2, "watch: a command is missing, as in watch -n 1 'etcdctl get a'\n")
		x.exit(1)
		return
	}
	s, err := parse("while :; do clear; " + strings.Join(args[end:], " ") + "\nsleep " + strconv.FormatFloat(float64(span)/float64(sim.Second), 'f', -1, 64) + "; done")
	if err != nil {
		x.print(2, "watch: the command is not understood\n")
		x.exit(1)
		return
	}
	x.exit(0)
	x.push(s, s.root)
}
