package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// progress is a line that is written over and over: how far a sweep is. Where
// nobody watches it writes nothing.
type progress struct {
	out    io.Writer // nil where it is no terminal
	worlds uint64
	begun  time.Time
	shown  time.Time
}

// progressEvery is how often the line is renewed.
const progressEvery = 200 * time.Millisecond

func newProgress(std streams, which seeds) *progress {
	p := &progress{worlds: which.last - which.first + 1, begun: time.Now()}
	if f, ok := std.err.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.out = f
	}
	return p
}

func (p *progress) show(s sums) {
	now := time.Now()
	if p.out == nil || now.Sub(p.shown) < progressEvery {
		return
	}
	p.shown = now
	rate := float64(s.Events) / max(now.Sub(p.begun).Seconds(), 0.001) / 1e6
	fmt.Fprintf(p.out, "\r\x1b[K%d of %d worlds, %.1f million events, %.1f million a second, %d violations", s.Worlds, p.worlds, float64(s.Events)/1e6, rate, s.Violations)
}

func (p *progress) clear() {
	if p.out != nil && !p.shown.IsZero() {
		fmt.Fprint(p.out, "\r\x1b[K")
		p.shown = time.Time{}
	}
}
