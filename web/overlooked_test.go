package web

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/scene"
)

// trouble is what cannot be overlooked, and how it comes about in five members.
type trouble struct {
	banner string   // its class in the page; empty: it has none
	view   string   // in which it is looked at beside the ring
	after  sim.Time // how long it has lasted then
	verbs  func(leader, other sim.Node) []string
	is     func(*lab.Lab) bool
}

var troubles = []trouble{
	{"violation", "disk", 2 * sim.Millisecond, func(leader, other sim.Node) []string {
		return []string{"rule vote-once off", fmt.Sprint("timeout ", other), fmt.Sprint("timeout ", other%5+1)}
	}, func(l *lab.Lab) bool { return len(lab.Violations(l.World())) > 0 }},
	{"no-quorum", "store", 100 * sim.Millisecond, func(leader, other sim.Node) []string {
		return []string{fmt.Sprint("crash ", other), fmt.Sprint("crash ", other%5+1), fmt.Sprint("pause ", leader)}
	}, warned(scene.NoQuorum)},
	{"", "space", 60 * sim.Millisecond, func(leader, _ sim.Node) []string {
		cut := "partition " + fmt.Sprint(leader) + " | "
		for m := sim.Node(1); m <= 5; m++ {
			if m != leader {
				cut += fmt.Sprint(m, ",")
			}
		}
		return []string{cut[:len(cut)-1]}
	}, func(l *lab.Lab) bool { // two lead
		leaders := 0
		for n, m := range lab.Members(l.World()) {
			if s := m.Raft(); l.World().Up(n) && s.Role().String() == "leader" {
				leaders++
			}
		}
		return leaders == 2
	}},
	{"split-vote", "ring", 5 * sim.Millisecond, func(leader, other sim.Node) []string {
		verbs := []string{"crash " + fmt.Sprint(leader), "link all latency=10ms jitter=0ms"}
		rival := other%5 + 1
		if rival == leader {
			rival = rival%5 + 1
		}
		far := other
		for m := sim.Node(1); m <= 5; m++ {
			if m != leader && m != other && m != rival { // each hears another of the two first
				verbs = append(verbs, fmt.Sprintf("link %d %d latency=50ms", far, m))
				far = rival
			}
		}
		return append(verbs, fmt.Sprint("timeout ", other), fmt.Sprint("timeout ", rival))
	}, warned(scene.SplitVote)},
}

func warned(of scene.BannerKind) func(*lab.Lab) bool {
	return func(l *lab.Lab) bool {
		b, _ := compose.Banner(l, narrate.English)
		return b.Kind == of
	}
}

// link leads to the moment a little after it has come about.
func (x *trouble) link(t *testing.T) string {
	t.Helper()
	l, err := lab.New(lab.Config{Members: 5, Seed: 1})
	require.NoError(t, err)
	l.Advance(600 * sim.Millisecond)
	require.NoError(t, l.Type("A", "etcdctl put message hello"))
	l.Advance(800 * sim.Millisecond)
	var leader sim.Node
	for n, m := range lab.Members(l.World()) {
		if m.Raft().Role().String() == "leader" {
			leader = n
		}
	}
	require.NotZero(t, leader)
	for _, verb := range x.verbs(leader, leader%5+1) {
		require.NoError(t, l.Do(verb))
	}
	for end := l.Now() + 2*sim.Second; !x.is(l); l.Advance(l.Now() + sim.Millisecond) {
		require.Less(t, l.Now(), end, "it does not come about")
	}
	l.Advance(l.Now() + x.after)
	return l.Link()
}

// A violation, a lost quorum, a stale leader and a split vote are as they were when
// somebody last looked whether they can be overlooked: on a desk and on a phone,
// whose banner has room for all of its words, in both themes and languages.
func TestTroubleIsAsItWasLookedAt(t *testing.T) {
	t.Parallel()
	p := open(t, wide, "")
	looks := []setting{{wide, "light", "en"}, {desk, "dark", "zh"}, {phone, "dark", "zh"}, {phone, "light", "en"}}
	sheets := make([]sheet, len(looks))
	for _, x := range troubles {
		link := x.link(t)
		eval[bool](p, fmt.Sprintf(`Promise.resolve(raftarium.open(%q)).then(() => true)`, link))
		p.await(fmt.Sprintf(`document.querySelector("#banner").className === %q`, x.banner))
		for i, s := range looks {
			p.look(s)
			region := "main"
			if p.phone {
				eval[bool](p, `(document.body.dataset.detent = "low", true)`)
				p.tell("view " + x.view)
				p.isView(x.view)
			}
			p.frame()
			sheets[i].add(x.banner+" in "+x.view, p.part(region))
			require.Empty(t, eval[string](p, `[...document.querySelectorAll("#banner b, #banner .words span, #controls .checks")].filter((part) => part.checkVisibility() &&
				(part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== "inline" || part.scrollHeight > part.clientHeight + 2)).map((part) => part.textContent).join("; ")`),
				"%s at %s: nothing of it is cut", x.banner, s)
			p.tell("view ring")
		}
	}
	for i, s := range looks {
		sheets[i].hold(t, "trouble-"+s.String(), panelShare)
	}
}
