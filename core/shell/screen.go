package shell

import (
	"sort"
	"strings"

	"raftarium/core/wire"
)

// The bounds of a screen.
const (
	ScreenLinesMax = 2000    // the oldest are dropped first, in chunks
	ScreenBytesMax = 1 << 20 // likewise
	lineBytesMax   = 1 << 16 // a longer line goes on in the next one
	partLinesMax   = 64
	partBytesMax   = 1 << 16
)

// LineKind says what a line of a screen is.
type LineKind uint8

// The kinds of lines.
const (
	Echo   LineKind = iota // what was typed, after its prompt
	Stdout                 // what a command printed
	Stderr                 // what a command said about itself
)

// ScreenLine is a line on a screen.
type ScreenLine struct {
	Kind LineKind
	Text string // without its newline, and a carriage return before it
	// Open says that no newline ended it: what is printed next on the same
	// stream continues it.
	Open bool
}

// Screen is what a terminal shows: a window over the newest lines. Lines are
// numbered from 0 since the terminal was opened.
type Screen struct {
	epoch  uint64
	hidden uint64 // lines below this number were cleared
	bytes  int    // in full parts and tail
	full   []screenPart
	tail   screenPart // owned, the only one that changes
}

// screenPart is a run of lines that follow each other.
type screenPart struct {
	first uint64
	lines []ScreenLine
	bytes int
}

func (p *screenPart) next() uint64 { return p.first + uint64(len(p.lines)) }

// Epoch changes whenever the screen does, and never returns to an old value.
func (s *Screen) Epoch() uint64 { return s.epoch }

// First returns the number of the oldest line that is there.
func (s *Screen) First() uint64 {
	if len(s.full) > 0 {
		return max(s.full[0].first, s.hidden)
	}
	return max(s.tail.first, s.hidden)
}

// Next returns the number that the next line will have.
func (s *Screen) Next() uint64 { return s.tail.next() }

// At returns the line with the given number, and whether it is there.
func (s *Screen) At(number uint64) (ScreenLine, bool) {
	if number < s.First() || number >= s.Next() {
		return ScreenLine{}, false
	}
	part := &s.tail
	if number < s.tail.first {
		i := sort.Search(len(s.full), func(i int) bool { return s.full[i].next() > number })
		part = &s.full[i]
	}
	return part.lines[number-part.first], true
}

// All calls yield with every line that is there and its number, in order.
func (s *Screen) All(yield func(uint64, ScreenLine) bool) {
	for n := s.First(); n < s.Next(); n++ {
		if line, _ := s.At(n); !yield(n, line) {
			return
		}
	}
}

// print puts text on the screen, continuing the last line if that is open and
// of the same kind.
func (s *Screen) print(kind LineKind, text string) {
	for len(text) > 0 {
		s.epoch++
		last := s.open(kind)
		room := lineBytesMax
		if last != nil {
			room -= len(last.Text)
		}
		end, next := lineEnd(text, room)
		if last == nil {
			last = s.add(kind)
		}
		length := len(last.Text)
		last.Text += text[:end]
		last.Open = next == end
		if !last.Open {
			last.Text = strings.TrimSuffix(last.Text, "\r")
		}
		s.bytes += len(last.Text) - length
		s.tail.bytes += len(last.Text) - length
		text = text[next:]
		s.forget()
	}
}

// open returns the line that text of the given kind would continue, or nil.
func (s *Screen) open(kind LineKind) *ScreenLine {
	if len(s.tail.lines) == 0 || s.Next() == s.hidden {
		return nil
	}
	last := &s.tail.lines[len(s.tail.lines)-1]
	if last.Open && last.Kind == kind && len(last.Text) < lineBytesMax {
		return last
	}
	return nil
}

// lineEnd returns where the first line of text ends, and where the next one
// begins: at the same place if no newline comes within the first most bytes.
func lineEnd(text string, most int) (end, next int) {
	if i := strings.IndexByte(text[:min(len(text), most+1)], '\n'); i >= 0 {
		return i, i + 1
	}
	end = min(len(text), most)
	return end, end
}

// add begins a line.
func (s *Screen) add(kind LineKind) *ScreenLine {
	if len(s.tail.lines) == partLinesMax || s.tail.bytes >= partBytesMax {
		s.full = append(s.full, s.tail)
		s.tail = screenPart{first: s.Next()}
	}
	s.tail.lines = append(s.tail.lines, ScreenLine{Kind: kind})
	return &s.tail.lines[len(s.tail.lines)-1]
}

// forget drops the oldest lines where there are too many.
func (s *Screen) forget() {
	for len(s.full) > 0 && (s.bytes > ScreenBytesMax || s.Next()-s.full[0].first > ScreenLinesMax) {
		s.bytes -= s.full[0].bytes
		s.full = s.full[1:]
	}
}

// clear empties the screen.
func (s *Screen) clear() {
	s.epoch++
	s.hidden = s.Next()
}

// clone returns a screen that goes on from here independently. Full parts are
// shared; the list of them has no room of its own.
func (s *Screen) clone() Screen {
	c := *s
	c.full = s.full[:len(s.full):len(s.full)]
	c.tail.lines = append([]ScreenLine(nil), s.tail.lines...)
	return c
}

// code walks over the screen. What a decoder gets is divided anew, so the
// division into parts is coded too: both drop lines at the same moment.
func (s *Screen) code(c *wire.Coder) {
	c.Uint64(&s.epoch)
	c.Uint64(&s.hidden)
	wire.List(c, &s.full, func(p *screenPart) { p.code(c) })
	s.tail.code(c)
	if !c.Decoding() {
		return
	}
	s.bytes = s.tail.bytes
	next := s.tail.first
	for i := len(s.full) - 1; i >= 0; i-- {
		if p := &s.full[i]; len(p.lines) == 0 || p.next() != next {
			c.Fail("the lines of a screen do not follow each other")
			*s = Screen{}
			return
		}
		next = s.full[i].first
		s.bytes += s.full[i].bytes
	}
}

func (p *screenPart) code(c *wire.Coder) {
	c.Uint64(&p.first)
	wire.List(c, &p.lines, func(l *ScreenLine) {
		wire.Number(c, &l.Kind)
		c.String(&l.Text)
		c.Bool(&l.Open)
	})
	if c.Decoding() {
		p.bytes = 0
		for _, l := range p.lines {
			p.bytes += len(l.Text)
		}
	}
}
