package web

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

// linkTo is the link to a cluster that has stood for some seconds, in which some
// verbs were carried out and some lines run.
func linkTo(tb testing.TB, members int, seed uint64, verbs, lines []string) string {
	tb.Helper()
	l, err := lab.New(lab.Config{Members: members, Seed: seed})
	require.NoError(tb, err)
	l.Advance(3 * sim.Second)
	for _, verb := range verbs {
		require.NoError(tb, l.Do(verb))
	}
	for _, line := range lines {
		_, err := l.Run("A", line)
		require.NoError(tb, err)
	}
	return l.Link()
}

// menuOf opens the menu of a member by its number.
func (p *page) menuOf(number int) {
	p.tb.Helper()
	p.pause()
	p.rightClickAt(p.stage().member(number))
	p.await(fmt.Sprintf(`!document.querySelector("#menu").hidden && document.querySelector("#menu").innerText.startsWith("etcd-0%d")`, number))
}

func role(number int, is string) string {
	return fmt.Sprintf(`raftarium.state().members[%d].role === %q`, number-1, is)
}

func TestTheClusterIsChangedByMenuAndByCommand(t *testing.T) {
	t.Parallel()
	p := open(t, desk, linkTo(t, 3, 1, nil, nil))
	p.faster()

	// A learner is added by the menu, and stays one until it is promoted by it.
	p.menuOf(2)
	p.choose("Add a learner")
	p.await(`raftarium.state().members.length === 4`)
	require.Equal(t, "joining", p.stage().Members[3].Note)
	p.play()
	p.await(role(4, "learner") + ` && raftarium.state().members[3].applied === raftarium.state().members[0].commit`)
	p.pause()
	drawn := p.stage().Members[3]
	require.True(t, drawn.Learner)
	require.Equal(t, "N", drawn.Letter)
	p.frame()
	look := sight{t, p.picture(), &theme.Light}
	x, y := p.stage().member(4)
	fill, _ := look.theme.Term(drawn.Term)
	r := float64(drawn.R)
	require.True(t, look.is(look.theme.Paper, x-0.4*r, y-0.4*r), "who does not vote is hollow")
	require.True(t, look.is(fill, x+0.8*r, y), "in an outline of the term's colour")
	p.menuOf(4)
	require.Equal(t, "true", eval[string](p, `[...document.querySelectorAll("#menu button")].find((b) => b.innerText === "Hand leadership over to it").getAttribute("aria-disabled")`))
	p.choose("Promote to voter")
	p.play()
	p.await(role(4, "follower"))

	// Two changes at once are joint consensus, in which both the old and the new
	// voters count.
	p.pause()
	require.Equal(t, "", eval[string](p, `raftarium.run("sleep 1; member change --add 1 --remove etcd-03").then((r) => r.stderr)`))
	for i, joint := 0, false; !joint; i++ {
		require.Less(t, i, 50, "no joint consensus begins")
		joint = eval[bool](p, `raftarium.run("sleep 0.01").then(() => raftarium.state().members[0].config.outgoing.length === 4)`)
	}
	require.Equal(t, "joint consensus", p.stage().Quiet.Title)
	require.Equal(t, "3 of 4 old and", p.stage().Quiet.Detail)
	p.play()
	p.await(`((c) => c.outgoing.length === 0 && c.voters.length === 4 && !c.voters.includes("etcd-03"))(raftarium.state().members[0].config)`)
	p.pause()

	// etcdctl takes one away and adds another, which nobody has started. The moment of
	// the answer is looked at: a little later the one that is out asks for votes.
	require.Contains(t, eval[string](p, `raftarium.run("etcdctl member remove " + raftarium.state().members[3].id).then((r) => r.stdout)`), "removed from cluster")
	require.Equal(t, "removed", p.stage().Members[3].Note)
	p.typeIn("A", "sleep 1; etcdctl member add etcd-06 --peer-urls=http://127.0.0.1:2880")
	p.await(`document.querySelector('[data-terminal="A"] .log').textContent.includes("added to cluster")`)
	p.await(`raftarium.state().members[0].config.voters.length === 4`)
	p.pause()
	require.Equal(t, "3 of 4 in touch", p.stage().Quiet.Title)

	// A snapshot is taken, and the log before it dropped, by the menu.
	p.menuOf(1)
	p.choose("Take a snapshot")
	p.play()
	p.await(`raftarium.state().members[0].snapshot > 0`)
	p.menuOf(1)
	p.choose("Compact its log")
	p.await(`!(raftarium.state().members[0].log[0]?.index <= raftarium.state().members[0].snapshot)`)

	// The stage itself has a menu too, and the keyboard another.
	p.keys(kb.Escape)
	s := p.stage()
	p.rightClickAt(s.onPage(s.Width-40, s.Height-140))
	p.await(`document.querySelector("#menu:not([hidden])")?.innerText.startsWith("The cluster")`)
	p.keys(kb.Escape)
}

func TestLeadershipIsHandedOverByTheMenu(t *testing.T) {
	t.Parallel()
	p := open(t, desk, linkTo(t, 3, 4, nil, nil))
	p.faster()
	leader := p.state().leader()
	to := leader%3 + 1

	// Who leads already cannot be handed anything, and says so.
	p.menuOf(leader)
	p.choose("Hand leadership over to it")
	p.await(fmt.Sprintf(`document.body.innerText.includes("etcd-0%d leads already.")`, leader))
	p.keys(kb.Escape)

	// By the keyboard: the member by its number, its menu, the item by its letter.
	p.keys(fmt.Sprint(to))
	p.keys(kb.F10, 8)
	p.await(fmt.Sprintf(`document.querySelector("#menu:not([hidden])")?.innerText.startsWith("etcd-0%d")`, to))
	p.keys("h\r")
	p.await(`document.querySelector("#menu").hidden`)
	s := p.stage()
	require.Contains(t, s.Members[leader-1].Note, fmt.Sprintf("to etcd-0%d, ", to))
	require.True(t, s.Chords[len(s.Chords)-1].Arrow)
	p.play()
	p.await(role(to, "leader"))
}

func TestASnapshotIsSeenOnItsWay(t *testing.T) {
	t.Parallel()
	lines := []string{"crash 3"}
	for i := range 14 {
		lines = append(lines, fmt.Sprintf("etcdctl put key-%d value", i))
	}
	p := open(t, desk, linkTo(t, 3, 6, []string{"option snapshot-every 10", "option snapshot-trail 2", "option snapshot-chunk 512"}, lines))
	p.menuOf(3)
	p.choose("Restart")
	p.await(`raftarium.state().members[2].up`)
	p.play()
	p.await(`raftarium.state().messages.some((m) => m.type === "install-snapshot")`)
	p.pause()
	on := func(s *stage) *scene.Message {
		for i := range s.Messages {
			if s.Messages[i].Kind == scene.InstallSnapshot {
				return &s.Messages[i]
			}
		}
		return nil
	}
	for i := 0; on(p.stage()) == nil; i++ {
		require.Less(t, i, 100, "no snapshot is on its way")
		p.keys(kb.ArrowRight)
	}
	s := p.stage()
	m := on(s)
	p.frame()
	look := sight{t, p.picture(), &theme.Light}
	fill, _ := look.theme.Term(m.Term)
	x, y := s.onPage(m.At.X, m.At.Y)
	require.True(t, look.is(fill, x-2, y+2), "it has the colour of its term")
	parts := 0
	for _, f := range s.Logs.Folds {
		parts = max(parts, f.Parts)
	}
	require.Greater(t, parts, 2, "its parts are counted where it goes")
	require.Contains(t, s.Members[2].Note, fmt.Sprintf("of %d", parts))

	p.clickAt(x, y)
	p.await(`document.querySelector("#tab-message.on") !== null && document.querySelector("#inspector").innerText.includes("bytes")`)
	p.play()
	p.faster()
	p.await(`raftarium.state().members[2].snapshot > 0`)
}

func TestARuleSwitchedOffInThePanelIsToldAndItsViolationFound(t *testing.T) {
	t.Parallel()
	p := open(t, desk, linkTo(t, 5, 1, nil, nil))
	p.faster()
	p.click(`#tab-rules`)
	selector := `#inspector [data-act="do rule quorum-is-majority off"]`
	p.await(fmt.Sprintf(`document.querySelector(%q) !== null`, selector))
	eval[bool](p, fmt.Sprintf(`(document.querySelector(%q).scrollIntoView({block: "center"}), true)`, selector))
	p.frame()
	p.click(selector)
	p.await(`document.title === "Raftarium · modified Raft" && document.querySelector("#banner").innerText.includes("Modified Raft")`)
	require.Equal(t, []string{"quorum-is-majority"}, eval[[]string](p, `raftarium.state().modified_rules`))

	p.typeIn("A", "partition 1,2 | 3,4,5; sleep 1; etcdctl --endpoints=127.0.0.1:2579 put b 2")
	p.await(`raftarium.state().violations.length > 0`)
	p.await(`document.querySelector('#controls [data-act="play"]') !== null`)
	p.await(`document.querySelector("#banner").innerText.includes("State Machine Safety is violated")`)
	require.NotEmpty(t, p.stage().Banner.Others, "that a rule is off counts beside it")
	p.await(`document.querySelector("#tab-why.on") !== null && /violated[\s\S]*applies[\s\S]*commit/.test(document.querySelector("#inspector").innerText)`)

	link := eval[string](p, `raftarium.link()`)
	require.Regexp(t, `#w=[\w-]+&modified=quorum-is-majority(&|$)`, link)
	p.click(`[data-act="page share"]`)
	p.await(`document.querySelector("#toast").textContent.includes("It leads to modified Raft")`)
	require.Equal(t, link, eval[string](p, `location.href`))
	other := open(t, desk, link)
	other.await(`document.title === "Raftarium · modified Raft"`)
	other.await(`document.querySelector("#banner").innerText.includes("State Machine Safety is violated")`)
	requireSame(t, p.inPage(), other.inPage(), "the link leads to the violation")
}
