package shell

import (
	"fmt"
	"strings"

	"raftarium/core/sim"
)

// output is where the answer of the URL that is asked now goes: "-" is stdout.
func (c *curl) output() string {
	if c.next == 0 || c.all.targets[c.next-1].output == "" {
		return "-"
	}
	name := strings.TrimPrefix(c.all.targets[c.next-1].output, remoteName)
	if c.opts.folder != "" && name != "-" {
		name = strings.TrimSuffix(c.opts.folder, "/") + "/" + name
	}
	return name
}

// dump writes a line of a head to where -D sends it.
func (c *curl) dump(x context, line string) {
	switch name := c.opts.dump; {
	case name == "" || name == "/dev/null":
	case name == "-":
		x.print(1, line)
	default:
		if c.answer.header == len(line) { // its first line
			if err := x.here().create(name, false); err != nil {
				return
			}
		}
		if err := x.files.add(x.here().path(name), line); err != nil {
			c.answer.denied = true
		}
	}
}

// write writes to where the answer goes.
func (c *curl) write(x context, text string) {
	name := c.output()
	switch {
	case name == "-":
		// What stands in stdout's buffer comes after what -v tells on stderr.
		if c.opts.verbose && !c.opts.noBuffer {
			text = c.late + text
			whole := strings.LastIndexByte(text, '\n') + 1
			if x.ends[1].kind != terminalOut {
				whole = len(text) &^ 4095
			}
			text, c.late = text[:whole], text[whole:]
		}
		x.print(1, text)
		return
	case name == "/dev/null" || c.answer.denied:
		return
	case !c.answer.opened:
		c.answer.opened = true
		var err error
		if folder := name[:strings.LastIndexByte(name, '/')+1]; folder != "" && c.opts.makesFolders {
			err = x.makeFolders(folder)
		}
		if err == nil {
			err = x.here().create(name, false)
		}
		if err != nil {
			if !c.opts.silent {
				x.print(2, "Warning: Failed to open the file "+name+": "+err.Error()+"\n")
			}
			c.answer.denied = true
			return
		}
	}
	if x.files.add(x.here().path(name), text) != nil {
		c.answer.denied = true
	}
}

// metered reports whether the progress is shown: not where the answer goes to
// the terminal, and not with -s.
func (c *curl) metered(x context) bool {
	return !c.opts.silent && !c.opts.noMeter && (c.output() != "-" || x.ends[1].kind != terminalOut)
}

const (
	meterHead = "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n" +
		"                                 Dload  Upload   Total   Spent    Left  Speed\n"
	meterLine = "\r%3d %5d  %3d %5d  %3d %5d  %5d  %5d %s %s %s %5d"
	meterNone = "--:--:--"
)

func (c *curl) meterBegins(x context) {
	if c.metered(x) {
		x.print(2, meterHead+fmt.Sprintf(meterLine, 0, 0, 0, 0, 0, 0, 0, 0, meterNone, meterNone, meterNone, 0))
	}
}

// meterEnds shows what has gone over the wire and how fast (curl's progress.c).
func (c *curl) meterEnds(x context) {
	if !c.metered(x) {
		return
	}
	down, up := c.answer.body, 0
	if c.answer.status != 0 && !c.opts.get {
		up = len(c.opts.data)
	}
	span := max(x.turn.Now()-c.begun, 1)
	speed := func(bytes int) int { return int(sim.Time(bytes) * sim.Second / span) }
	percent := func(known bool) int { return 100 * btoi(known) }
	spent := meterNone
	if s := span / sim.Second; s > 0 {
		spent = fmt.Sprintf("%2d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	current := int(sim.Time(down+up) * 1000 / max(span/sim.Millisecond, 1))
	x.print(2, fmt.Sprintf(meterLine+"\n", percent(down+up > 0), down+up, percent(c.answer.length > 0 && down > 0), down, percent(up > 0), up,
		speed(down), speed(up), meterNone, spent, meterNone, current))
}
