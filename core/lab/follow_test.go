package lab

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/narrate"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// elsewhere is a world that others follow, and how much of it they have been told.
type elsewhere struct {
	testing.TB
	*Play
	count int
	last  sim.Time
}

func newElsewhere(t testing.TB) *elsewhere {
	p, err := NewPlay(Config{Members: 3, Seed: 9, Profile: EtcdTimes})
	require.NoError(t, err)
	return &elsewhere{TB: t, Play: p}
}

// busy lets something happen for two seconds.
func (p *elsewhere) busy() { p.busyWith(p.RunUntil) }

func (p *elsewhere) busyWith(run func(sim.Time)) {
	now := p.World().Now()
	require.NoError(p, p.Give("A", shell.Line{Text: "etcdctl put key value"}))
	run(now + sim.Second)
	p.Input(Input{What: Call{Conn: uint64(now) + 1, Server: 2, HTTP: api.HTTPRequest{Method: "PUT", Target: "/v2/keys/a?value=b", Host: "h"}}})
	require.NoError(p, p.Do("crash etcd-03"))
	run(now + 1500*sim.Millisecond)
	require.NoError(p, p.Do("restart etcd-03"))
	run(now + 2*sim.Second)
}

// news is what has happened since the last time.
func (p *elsewhere) news() []byte {
	inputs := p.Inputs()[p.count:]
	data := EncodeInputs(inputs, p.last)
	p.count += len(inputs)
	if len(inputs) > 0 {
		p.last = inputs[len(inputs)-1].At
	}
	return data
}

// beginning is what a newcomer is told.
func (p *elsewhere) beginning() Beginning {
	return Beginning{Link: EncodeLink(p.Config(), p.World().Now(), p.Inputs())}
}

func (p *elsewhere) state() string { return string(AppendState(nil, p.World())) }

func follow(t testing.TB, b Beginning) *Lab {
	l, err := Follow(b)
	require.NoError(t, err)
	return l
}

func TestAFollowerComputesTheSameWorld(t *testing.T) {
	p := newElsewhere(t)
	p.busy()
	l := follow(t, p.beginning())
	p.news()
	require.Zero(t, l.Now())
	l.Advance(sim.Never)
	require.Equal(t, p.state(), string(AppendState(nil, l.World())))
	require.Equal(t, p.EncodeWorld(), l.EncodeWorld(), "to the byte")

	for range 3 {
		p.busy()
		heard, err := l.Hear(p.news(), p.World().Now())
		require.NoError(t, err)
		require.Len(t, heard, 4)
		l.Advance(l.Now() + 700*sim.Millisecond)
		l.Advance(sim.Never)
		require.Equal(t, p.World().Now(), l.Now(), "as far as is known, and no further")
		require.Equal(t, p.EncodeWorld(), l.EncodeWorld())
	}
}

func TestWhoJoinsLateMayBeginFromAnEncodedWorld(t *testing.T) {
	p := newElsewhere(t)
	p.busy()
	p.busy()
	whole := p.beginning()
	whole.World = p.EncodeWorld()
	middle := p.World().Now()
	p.Forget()
	p.count = 0
	partial := p.beginning()
	partial.World = whole.World
	p.busy()

	for name, b := range map[string]Beginning{"with all inputs": whole, "with those since": partial} {
		l := follow(t, b)
		require.Equal(t, middle, l.Now(), name)
		p.count, p.last = 0, l.follows.last
		_, err := l.Hear(p.news(), p.World().Now())
		require.NoError(t, err)
		l.Advance(sim.Never)
		require.Equal(t, p.EncodeWorld(), l.EncodeWorld(), name)

		l.Seek(middle + sim.Second)
		require.Equal(t, middle+sim.Second, l.Now())
		l.Seek(sim.Second)
		if b.Partial {
			require.Equal(t, middle, l.Now(), "what came before is not known")
			require.Empty(t, l.Link())
			continue
		}
		require.Equal(t, sim.Second, l.Now())
		opened, err := Open(l.Link())
		require.NoError(t, err)
		require.Equal(t, l.EncodeWorld(), opened.EncodeWorld())
	}
}

// Who joins late and is told the marks has those of what was before, as who has been
// there from the beginning, and makes those that follow.
func TestWhoJoinsLateIsToldTheMarks(t *testing.T) {
	p := newElsewhere(t)
	var marker Marker
	busy := func() {
		p.busyWith(func(t sim.Time) {
			for !marker.RunSome(p.Play, t, 1000) {
			}
		})
	}
	busy()
	require.NoError(t, p.Do("crash etcd-01"))
	require.NoError(t, p.Do("crash etcd-02"))
	busy()
	world := p.EncodeWorld()
	require.NoError(t, p.Do("restart etcd-02"))
	busy()
	b := p.beginning()
	first := follow(t, b)
	b.World, b.Marks = world, marker.Encode()
	late := follow(t, b)
	require.Less(t, late.Now(), p.World().Now())
	require.NotEmpty(t, late.Marks())
	for _, l := range []*Lab{first, late} {
		l.Advance(sim.Never)
	}
	kinds, _ := troubles(late)
	require.Contains(t, kinds, MarkNoQuorum)
	require.Equal(t, first.Marks(), late.Marks())

	b.Marks[len(b.Marks)/2] ^= 0xFF
	if l, err := Follow(b); err == nil { // a number may be another
		require.Len(t, l.Marks(), len(late.Marks()))
	}
	b.Marks = append(marker.Encode(), 0)
	_, err := Follow(b)
	require.ErrorContains(t, err, "1 bytes are left over")
}

// A world that goes on for long has more marks than are kept: those of entries go
// first, the oldest before others.
func TestAMarkerKeepsWhatOneLooksForFirst(t *testing.T) {
	var m Marker
	for i := range 2 * MarksMax {
		kind := MarkWrite
		if i%4 == 0 {
			kind = MarkCrash
		}
		m.b.marks = append(m.b.marks, Mark{Time: sim.Time(i), Kind: kind})
	}
	w := newElsewhere(t).World()
	m.look(w)
	require.Len(t, m.b.marks, MarksMax)
	writes := slices.DeleteFunc(slices.Clone(m.b.marks), func(mark Mark) bool { return mark.Kind == MarkCrash })
	require.Len(t, writes, MarksMax/2, "all crashes are kept")
	for i := range m.b.marks {
		m.b.marks[i].Kind = MarkCrash
	}
	m.b.marks = append(m.b.marks, m.b.marks...)
	m.look(w)
	require.Len(t, m.b.marks, MarksMax)
}

func FuzzMarks(f *testing.F) {
	f.Add([]byte{})
	m := Marker{branch{marks: []Mark{{Time: 1, Event: 5, Kind: MarkCut, Node: 1, Peer: 2}, {Time: 9, Event: 7, Kind: MarkElected, Node: 3, Term: 2}}}}
	f.Add(m.Encode())
	f.Fuzz(func(t *testing.T, data []byte) {
		marks, err := decodeMarks(data, sim.Never)
		if err != nil || len(data) == 0 {
			return
		}
		again, err := decodeMarks((&Marker{branch{marks: marks}}).Encode(), sim.Never)
		require.NoError(t, err)
		require.Equal(t, marks, again)
	})
}

// Who joins while there is no quorum knows it from then on, and when there is one again.
func TestWhoJoinsWithoutAQuorumKnows(t *testing.T) {
	p := newElsewhere(t)
	p.busy()
	require.NoError(t, p.Do("crash etcd-01"))
	require.NoError(t, p.Do("crash etcd-02"))
	world := p.EncodeWorld()
	p.Forget()
	p.count = 0
	b := p.beginning()
	b.World = world
	l := follow(t, b)
	kinds, marks := troubles(l)
	require.Equal(t, []MarkKind{MarkNoQuorum}, kinds)
	require.Equal(t, l.Now(), marks[0].Time)
	p.count, p.last = 0, l.follows.last
	require.NoError(t, p.Do("restart etcd-02"))
	_, err := l.Hear(p.news(), p.World().Now())
	require.NoError(t, err)
	l.Advance(sim.Never)
	kinds, _ = troubles(l)
	require.Equal(t, []MarkKind{MarkNoQuorum, MarkQuorum}, kinds)
}

func TestWhatAFollowerDoesIsItsOwnBranch(t *testing.T) {
	p := newElsewhere(t)
	p.busy()
	l := follow(t, p.beginning())
	p.news()
	l.Advance(sim.Never)
	require.NoError(t, l.Do("crash etcd-01"))
	_, on := l.Horizon()
	require.False(t, on)
	l.Advance(l.Now() + 10*sim.Second)
	require.Len(t, l.Branches(), 2)

	p.busy()
	_, err := l.Hear(p.news(), p.World().Now())
	require.NoError(t, err)
	l.Rejoin()
	require.LessOrEqual(t, l.Now(), p.World().Now())
	l.Advance(sim.Never)
	require.Equal(t, p.EncodeWorld(), l.EncodeWorld())

	for _, line := range []string{"world --nodes 1", "scenario vote-once", "open " + follow(t, p.beginning()).Link()} {
		l.Outside(narrate.English, line)
		l.Advance(l.Now() + sim.Second)
		_, on := l.Horizon()
		require.False(t, on, line)
		p.busy()
		_, err := l.Hear(p.news(), p.World().Now())
		require.NoError(t, err, line)
	}
	l.Rejoin()
	l.Advance(sim.Never)
	require.Equal(t, p.EncodeWorld(), l.EncodeWorld(), "nor does another world")

	l.Seek(sim.Second)
	require.NoError(t, l.Type("A", "etcdctl get key"))
	l.Advance(l.Now() + sim.Second)
	l.Rejoin()
	l.Advance(sim.Never)
	require.Equal(t, p.EncodeWorld(), l.EncodeWorld(), "a branch in the past changes nothing here")
}

func TestNewsThatCannotBeIsRefused(t *testing.T) {
	p := newElsewhere(t)
	p.busy()
	l := follow(t, p.beginning())
	p.news()
	now := p.World().Now()
	p.busy()
	news := p.news()
	for name, tc := range map[string]struct {
		data []byte
		want string
	}{
		"noise":       {[]byte("noise"), "decode inputs"},
		"cut":         {news[:len(news)/2], "decode inputs"},
		"left over":   {append(news[:len(news):len(news)], 0), "left over"},
		"from before": {EncodeInputs([]Input{{At: now, What: Deed{Line: "heal"}}}, l.follows.last), "all was known up to"},
	} {
		_, err := l.Hear(tc.data, now+1)
		require.ErrorContains(t, err, tc.want, name)
	}
	_, err := l.Hear(news, 0)
	require.NoError(t, err, "what was refused has changed nothing")
	_, err = newOf(t, Config{}).Hear(nil, 0)
	require.ErrorContains(t, err, "none is followed")

	for name, b := range map[string]Beginning{
		"no link":         {},
		"no world":        {Link: p.beginning().Link, Partial: true},
		"a damaged world": {Link: p.beginning().Link, World: []byte("noise")},
		"an old model":    {Link: linkOf(2, Config{Members: 3, Profile: PaperTimes, Net: Demo}, 0)},
	} {
		_, err := Follow(b)
		require.ErrorContains(t, err, "follow a world: ", name)
	}
}

// FuzzHear holds that no bytes that are heard panic, then or later.
func FuzzHear(f *testing.F) {
	p := newElsewhere(f)
	p.busy()
	f.Add(p.news())
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		l := follow(t, Beginning{Link: EncodeLink(Config{Members: 1, Profile: PaperTimes, Net: Demo}, 0, nil)})
		if _, err := l.Hear(data, sim.Second); err == nil {
			l.AdvanceSome(3*sim.Second, 2000)
		}
	})
}

func TestAnotherWorldIsFollowedWhereTheOldOneWas(t *testing.T) {
	first, second := newElsewhere(t), newElsewhere(t)
	first.busy()
	l := follow(t, first.beginning())
	l.Replace(follow(t, second.beginning()))
	_, on := l.Horizon()
	require.True(t, on)
	second.busy()
	_, err := l.Hear(second.news(), second.World().Now())
	require.NoError(t, err)
	require.NoError(t, l.Do("crash 1"))
	own := l.Now()
	l.FollowAside(follow(t, first.beginning()))
	require.Equal(t, own, l.Now(), "what one does of one's own goes on")
	l.Rejoin()
	l.Advance(sim.Never)
	require.Equal(t, first.EncodeWorld(), l.EncodeWorld())
}
