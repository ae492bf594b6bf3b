package window

import (
	"strings"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

// steady lets the cluster stand long enough to be changed.
func (p *person) steady() {
	p.t.Helper()
	p.types(" ")
	p.ticks(func() { p.lab.Advance(p.lab.Now() + 3*sim.Second) })
	p.wait(0)
	require.NotEmpty(p.t, p.leader())
}

func TestTheClusterIsChangedByTheMenu(t *testing.T) {
	p := sit(t, 1440, 900)
	p.ticks(func() { require.NoError(t, p.lab.Do("cluster 3")) })
	p.steady()
	_, x, y := p.member("etcd-02")
	p.rightClickAt(x, y)
	p.click("Add a learner")
	m, _, _ := p.member("etcd-04")
	node := sim.Node(m.ID)
	require.True(t, m.Learner)
	require.Equal(t, "N", m.Letter)
	p.ticks(func() { p.lab.Advance(p.lab.Now() + sim.Second) })
	p.wait(0)
	require.True(t, lab.IsLearner(lab.MemberAt(p.lab.World(), node)))

	// What cannot be done says why: a learner cannot lead.
	_, x, y = p.member("etcd-04")
	p.rightClickAt(x, y)
	p.click("Hand leadership over to it")
	require.Contains(t, strings.Join(p.texts(), "\n"), "etcd-04 is no voter, and cannot lead.")
	p.presses(ebiten.KeyEscape)

	// By keys: a member by its number, its menu.
	to := "3"
	if p.leader() == "etcd-03" {
		to = "1"
	}
	before := p.leader()
	p.types(to)
	p.presses(ebiten.KeyF10, Key{Shift: true})
	p.click("Hand leadership over to it")
	require.Contains(t, noteOf(p, before), "to etcd-0"+to)
	p.ticks(func() { p.lab.Advance(p.lab.Now() + sim.Second) })
	p.wait(0)
	require.Equal(t, "etcd-0"+to, p.leader())
}

func noteOf(p *person, name string) string {
	m, _, _ := p.member(name)
	return m.Note
}

func TestTheTraceIsSeenInSpaceAndTime(t *testing.T) {
	p := sit(t, 1440, 900)
	p.until("the first leader", 3*time.Second, func() bool { return p.leader() != "" })
	p.types(" ")
	now := p.lab.Now()
	p.click("Space-time")
	require.Equal(t, now, p.lab.Now(), "the place is kept")
	require.Len(t, p.w.scene.Space.Heads, 5)
	require.NotEmpty(t, p.w.scene.Space.Lanes)

	at := p.w.frame.stage
	lane := p.w.scene.Space.Lanes[len(p.w.scene.Space.Lanes)-1]
	fill, _ := theme.Light.Term(lane.Term)
	r, g, b := fill.RGB()
	c := p.picture().RGBAAt(int(at.x+(lane.X0+lane.X1)/2), int(at.y+lane.Y))
	require.Equal(t, [3]uint8{r, g, b}, [3]uint8{c.R, c.G, c.B}, "a lane has the colour of its term")

	events := p.w.scene.Space.Events
	require.NotEmpty(t, events)
	p.clickAt(at.x+events[0].X, at.y+events[0].Y)
	require.Equal(t, "why", p.w.view.Inspector.Panel.ID)

	before := p.w.scene.Space.Ticks[1].X - p.w.scene.Space.Ticks[0].X
	p.ticks(func() {
		p.to(at.x+600, at.y+200)
		p.script.next.Wheel = 1
		p.tick(0)
		p.script.next.Wheel = 0
	})
	require.NotEqual(t, before, p.w.scene.Space.Ticks[1].X-p.w.scene.Space.Ticks[0].X, "the wheel zooms")
	head := p.w.scene.Space.Playhead
	p.drag(at.x+500, at.y+200, at.x+440, at.y+200)
	require.InDelta(t, head-60, p.w.scene.Space.Playhead, 1, "a drag moves it")
	head = p.w.scene.Space.Playhead
	p.script.next.Sideways = -1
	p.wait(0)
	require.InDelta(t, head-40, p.w.scene.Space.Playhead, 1, "and so does a wheel that turns sideways")
	p.types("0")
	require.InDelta(t, before, p.w.scene.Space.Ticks[1].X-p.w.scene.Space.Ticks[0].X, 0.01)
	p.types("r")
	require.NotEmpty(t, p.w.scene.Members)
}

func TestStoreAndDisksAreShownInTheWindow(t *testing.T) {
	p := sit(t, 1440, 900)
	p.until("the first leader", 3*time.Second, func() bool { return p.leader() != "" })
	p.types("k")
	require.NoError(t, p.lab.Type("A", "etcdctl put 城市 北京"))
	p.until("the key", 20*time.Second, func() bool {
		c := p.w.scene.Store.Changes
		return len(c) > 0 && c[0].Kind == scene.ChangePut
	})
	p.types(" ")
	at, c := p.w.frame.stage, p.w.scene.Store.Changes[0]
	fill, _ := theme.Light.Term(c.Term)
	r, g, b := fill.RGB()
	seen := p.picture().RGBAAt(int(at.x+c.Box.X+4), int(at.y+c.Box.Y+4))
	require.Equal(t, [3]uint8{r, g, b}, [3]uint8{seen.R, seen.G, seen.B}, "a change has the colour of its entry's term")
	p.clickAt(at.x+c.Box.X+4, at.y+c.Box.Y+4)
	require.Equal(t, "城市", p.w.view.Inspector.Panel.Title)
	before := p.w.scene.Store.Pitch
	p.types("-")
	require.Less(t, p.w.scene.Store.Pitch, before)
	p.types("0d")
	require.Len(t, p.w.scene.Disk.Heads, 5)
	e := p.w.scene.Disk.Entries[0]
	p.clickAt(at.x+e.Box.X+e.Box.W/2, at.y+e.Box.Y+e.Box.H/2)
	require.Equal(t, "entry", p.w.view.Inspector.Panel.ID)
	p.types("r")
	require.NotEmpty(t, p.w.scene.Members)
}
