package panel

import (
	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
)

// Watcher is the panel of a watch of v3 at the member through which it goes: who
// watches what, how far they have heard, and what they were told last.
func Watcher(l *lab.Lab, lang narrate.Lang, n sim.Node, stream uint64, id int64) Panel {
	x := maker{l, l.World(), lang}
	watch, ok := lab.WatcherOf(x.w, n, stream, id)
	if !ok {
		return x.nothing("watcher")
	}
	m := lab.MemberAt(x.w, n)
	p := Panel{ID: "watcher", Title: x.terminal(watch.Client), Actions: []Action{},
		Subtitle: x.text("panel.watcher-of", narrate.Str("member", m.Self().Name))}
	state := x.text("panel.watch-synced")
	switch {
	case watch.Heard < watch.Next:
		state = x.text("panel.watch-behind", narrate.Num("n", watch.Coming), narrate.Num("revision", int(watch.Heard)))
	case watch.Next > m.KV().Revision()+1:
		state = x.text("panel.watch-waits")
	}
	keys := x.pair("panel.watched", watch.What())
	keys.Cells[1].Mono = true
	p.Sections = append(p.Sections, Section{Kind: Pairs, Rows: []Row{keys, x.pair("panel.watch-from", number(watch.Request.From)), x.pair("panel.watch-next", number(watch.Next)), x.pair("panel.state", state)}},
		x.because(lab.WhyWatcher(x.w, n, stream, id)))
	return p
}

// terminal is what a client is called.
func (x maker) terminal(n sim.Node) string {
	name := lab.NameOf(x.w, n)
	if name == narrate.Outside {
		return x.text("stage.step-outside")
	}
	return x.text("ui.terminal", narrate.Str("id", name))
}
