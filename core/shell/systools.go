package shell

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftarium/core/sim"
)

// seqMax bounds what seq prints, in numbers.
const seqMax = 100_000

// runSeq is seq.
func runSeq(x context, args []string, _ variables) {
	separator := "\n"
	words := args[1:]
	if len(words) > 0 && strings.HasPrefix(words[0], "-s") {
		if separator, words = words[0][2:], words[1:]; separator == "" && len(words) > 0 {
			separator, words = words[0], words[1:]
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
	numbers := []int{1, 1, 1} // first, step, last
	for i, w := range words {
		n, err := strconv.Atoi(w)
		if err != nil {
			if _, err := strconv.ParseFloat(w, 64); err == nil {
				x.print(2, "seq: only whole numbers are there yet, not "+w+"\n")
				x.exit(1)
				return
			}
			fail("invalid floating point argument: ‘%s’", w)
			return
		}
		numbers[[3][3]int{{2, 0, 0}, {0, 2, 0}, {0, 1, 2}}[len(words)-1][i]] = n
	}
	first, step, last := numbers[0], numbers[1], numbers[2]
	if step == 0 {
		fail("invalid Zero increment value: ‘%s’", words[1])
		return
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
		b.WriteString(strconv.Itoa(n))
	}
	if b.Len() > 0 {
		x.print(1, b.String()+"\n")
	}
	x.exit(0)
}

// dateLetters are what may stand after % in a format of date, dateLayouts what
// they stand for.
const dateLetters = "YmdeHMSabZFTDABy jz"

var dateLayouts = [...]string{"2006", "01", "02", "_2", "15", "04", "05", "Mon", "Jan", "UTC", "2006-01-02", "15:04:05", "01/02/06", "Monday", "January", "06", "", "002", "+0000"}

// runDate is date, of the world's own clock.
func runDate(x context, args []string, _ variables) {
	format := "%a %b %e %H:%M:%S %Z %Y"
	for _, arg := range args[1:] {
		switch {
		case arg == "-u" || arg == "--utc":
		case strings.HasPrefix(arg, "+"):
			format = arg[1:]
		case arg == "-Is" || arg == "-Iseconds":
			format = "%Y-%m-%dT%H:%M:%S+00:00"
		default:
			x.print(2, "date: "+printable(arg)+" is not there yet; -u, -Is and +FORMAT are\n")
			x.exit(1)
			return
		}
	}
	now := x.date()
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			b.WriteByte(format[i])
			continue
		}
		i++
		layout := ""
		if at := strings.IndexByte(dateLetters, format[i]); at >= 0 {
			layout = dateLayouts[at]
		}
		switch {
		case format[i] == '%':
			b.WriteByte('%')
		case format[i] == 's':
			b.WriteString(strconv.FormatInt(now.Unix(), 10))
		case format[i] == 'N':
			fmt.Fprintf(&b, "%09d", now.Nanosecond())
		case strings.HasPrefix(format[i:], "3N"):
			fmt.Fprintf(&b, "%03d", now.Nanosecond()/1e6)
			i++
		case layout == "UTC" || layout == "+0000":
			b.WriteString(layout)
		case layout == "":
			b.WriteString(format[i-1 : i+1])
		default:
			b.WriteString(now.Format(layout))
		}
	}
	x.print(1, b.String()+"\n")
	x.exit(0)
}

// runLs lists the terminal's files.
func runLs(x context, args []string, _ variables) {
	code := 0
	var names []string
	all := func(folder string) {
		for _, f := range x.files {
			if name, inTmp := strings.CutPrefix(f.name, tmp); inTmp == (folder == tmp) {
				names = append(names, name)
			}
		}
	}
	listed := false
	for _, arg := range args[1:] {
		if strings.HasPrefix(arg, "-") {
			continue
		}
		listed = true
		if i, ok := x.files.find(arg); ok {
			names = append(names, x.files[i].name)
		} else if strings.TrimSuffix(arg, "/")+"/" == tmp {
			all(tmp)
		} else if arg == "." {
			all("")
		} else {
			x.print(2, "ls: cannot access '"+arg+"': No such file or directory\n")
			code = 2
		}
	}
	if !listed {
		all("")
	}
	for _, name := range names {
		x.print(1, name+"\n")
	}
	x.exit(code)
}

// runRm removes files.
func runRm(x context, args []string, _ variables) {
	given, names, err := toolOptions(args, "frR", nil)
	if err != nil {
		x.print(2, err.Error()+"\n")
		x.exit(1)
		return
	}
	code := 0
	for _, name := range names {
		if !x.files.remove(name) && given['f'] == nil {
			x.print(2, "rm: cannot remove '"+name+"': No such file or directory\n")
			code = 1
		}
	}
	x.exit(code)
}

// runTouch makes files.
func runTouch(x context, args []string, _ variables) {
	code := 0
	for _, name := range args[1:] {
		if err := x.files.create(name, true); err != nil {
			x.print(2, "touch: cannot touch '"+name+"': "+err.Error()+"\n")
			code = 1
		}
	}
	x.exit(code)
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
