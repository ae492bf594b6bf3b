package compose

import (
	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/viz/scene"
)

// counts fills the ring's middle where members are only dots.
func (b *builder) counts() {
	y := b.s.Ring.Y - 22
	line := func(text string, size float32, bold bool, tone scene.Tone) {
		b.s.Labels = append(b.s.Labels, scene.Label{Text: text, X: b.s.Ring.X, Y: y, Size: size, Bold: bold, Tone: tone, Align: scene.Middle})
		y += 21
	}
	line(b.text("stage.members", narrate.Num("n", len(b.views))), 15, true, scene.Ink)
	if terms := b.terms(); terms != "" {
		line(terms, 13, false, scene.Ink2)
	}
	down := 0
	newest, copies := raft.Index(0), 0
	for i := range b.views {
		v := &b.views[i]
		if !v.up {
			down++
		}
		switch last := v.log.Last(); {
		case last > newest:
			newest, copies = last, 1
		case last == newest:
			copies++
		}
	}
	if down > 0 {
		line(b.text("stage.down", narrate.Num("n", down)), 13, false, scene.Ink2)
	}
	for i := range b.views {
		if v := &b.views[i]; v.stale {
			line(b.text("stage.stale-of", narrate.Str("member", lab.NameOf(b.w, v.node))), 13, true, scene.Danger)
			break // there is hardly ever a second one, and it is drawn
		}
	}
	line(b.text("stage.newest", narrate.Num("index", int(newest)), narrate.Num("n", copies), narrate.Num("quorum", b.config.quorum)), 13, false, scene.Ink2)
}

// termsMost bounds the terms that the counts list: the newest ones.
const termsMost = 2

// terms says how many members are in which term, the newest first.
func (b *builder) terms() string {
	text := ""
	below := ^raft.Term(0)
	for part := 0; part < termsMost; part++ {
		newest, count := raft.Term(0), 0
		for i := range b.views {
			v := &b.views[i]
			switch {
			case !v.up || v.term >= below:
			case v.term > newest:
				newest, count = v.term, 1
			case v.term == newest:
				count++
			}
		}
		if count == 0 {
			break
		}
		one := b.text("stage.term-count", narrate.Num("term", int(newest)), narrate.Num("n", count))
		if part == 0 {
			text = one
		} else {
			text = b.joined(text, "   ", one)
		}
		below = newest
	}
	return text
}
