package compose

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

func TestMessagesTravelFromEdgeToEdgeInProportionOfTime(t *testing.T) {
	l := newLab(t, 5, 1)
	seen := 0
	for range 300 {
		l.Advance(l.Now() + sim.Millisecond)
		s := staged(desk(l))
		drawn := map[sim.EventID]scene.Message{}
		for _, m := range s.Messages {
			drawn[sim.EventID(m.ID)] = m
		}
		for m := range l.World().Messages {
			if m.From.IsClient() || m.To.IsClient() {
				continue
			}
			way := scene.WayBetween(memberOf(s, m.From), memberOf(s, m.To))
			want := way.Point(float32(float64(l.Now()-m.Sent) / float64(m.Due-m.Sent)))
			got, ok := drawn[m.ID]
			require.True(t, ok)
			require.InDelta(t, want.X, got.At.X, 0.01)
			require.InDelta(t, want.Y, got.At.Y, 0.01)
			require.False(t, got.Lost, "what will be lost looks like any other")
			seen++
		}
	}
	require.Greater(t, seen, 100)
}

func TestKindsOfMessagesAreToldByTheirForm(t *testing.T) {
	l := newLab(t, 5, 1)
	kinds := map[scene.MessageKind]bool{}
	labels := map[string]bool{}
	require.NoError(t, l.Type("A", "etcdctl put a v"))
	require.NoError(t, l.Type("B", "etcdctl get a"))
	for range 600 {
		l.Advance(l.Now() + 300*sim.Microsecond)
		for _, m := range staged(desk(l)).Messages {
			kinds[m.Kind] = true
			labels[m.Label] = true
		}
	}
	for _, kind := range []scene.MessageKind{scene.AppendEntries, scene.Heartbeat, scene.Reply, scene.ReadIndex, scene.ClientRequest, scene.ClientAnswer} {
		require.True(t, kinds[kind], "kind %d", kind)
	}
	require.True(t, labels["A"], "a chip bears its terminal's letter")
	require.True(t, labels["13"], "the one entry's index")
}

func TestReducedMotionStandsAtThirds(t *testing.T) {
	l := newLab(t, 5, 1)
	in := desk(l)
	in.Reduced = true
	seen := 0
	for range 100 {
		l.Advance(l.Now() + sim.Millisecond)
		s := staged(in)
		for _, m := range s.Messages {
			for msg := range l.World().Messages {
				if msg.ID != sim.EventID(m.ID) || msg.From.IsClient() || msg.To.IsClient() {
					continue
				}
				way := scene.WayBetween(memberOf(s, msg.From), memberOf(s, msg.To))
				require.Contains(t, []scene.Point{way.Point(1. / 3), way.Point(2. / 3)}, m.At)
				seen++
			}
		}
	}
	require.Positive(t, seen)
}

func TestALostMessageBurstsWhereItWasLost(t *testing.T) {
	l := newLab(t, 3, 1)
	n := leaderOf(l)
	isolate(t, l, n)
	var lost *scene.Message
	var s *scene.Scene
	until(t, l, func() bool {
		s = staged(desk(l))
		for i := range s.Messages {
			if s.Messages[i].Lost {
				lost = &s.Messages[i]
			}
		}
		return lost != nil
	})
	e, ok := l.World().Trace().At(sim.EventID(lost.ID))
	require.True(t, ok)
	way := scene.WayBetween(memberOf(s, e.Node), memberOf(s, e.Peer))
	require.InDelta(t, 0.5, distance(way.From, lost.At)/distance(way.From, way.To), 0.01, "a cut cable parts in the middle")
	require.Zero(t, lost.Burst)
	at := l.Now()
	l.Advance(at + 600*sim.Microsecond)
	in := desk(l)
	require.InDelta(t, 0.5, burst(staged(in)), 0.02)
	in.Still = true
	require.EqualValues(t, 1, burst(staged(in)), "a mark that stands")
	l.Advance(at + 1300*sim.Microsecond)
	require.EqualValues(t, -1, burst(staged(desk(l))))
}

func burst(s *scene.Scene) float32 {
	for i := range s.Messages {
		if s.Messages[i].Lost {
			return s.Messages[i].Burst
		}
	}
	return -1
}

func TestAppendEntriesSayWhatTheyCarry(t *testing.T) {
	b := &builder{w: newLab(t, 3, 1).World()}
	one := b.message(0, raft.AppendEntries{PrevIndex: 8, Term: 4, Entries: make([]raft.Entry, 1)})
	require.Equal(t, scene.AppendEntries, one.Kind)
	require.Equal(t, "9", one.Label)
	require.EqualValues(t, 4, one.Term)
	require.Equal(t, "×3", b.message(0, raft.AppendEntries{Entries: make([]raft.Entry, 3)}).Label)
	require.Equal(t, scene.Heartbeat, b.message(0, raft.AppendEntries{}).Kind)
	require.Equal(t, scene.VoteReply, b.message(0, raft.VoteReply{}).Kind)
	require.True(t, b.message(0, raft.AppendAccepted{}).Success)
	require.False(t, b.message(0, raft.AppendRefused{}).Success)
}

func TestWhatWasLostLastStandsWhileNothingPlays(t *testing.T) {
	l := newLab(t, 3, 1)
	isolate(t, l, leaderOf(l))
	trace := func() *sim.Event { e, _ := l.World().Trace().At(l.World().Trace().Next() - 1); return e }
	until(t, l, func() bool { return trace().Kind == sim.KindLost })
	l.Advance(min(l.World().Next()-1, l.Now()+10*sim.Millisecond))
	in := desk(l)
	in.Speed, in.Still = 0.00001, true
	lost := 0
	for _, m := range staged(in).Messages {
		if m.Lost {
			lost++
			require.Equal(t, float32(1), m.Burst)
		}
	}
	require.Equal(t, 1, lost)
	in.Still = false
	for _, m := range staged(in).Messages {
		require.False(t, m.Lost)
	}
}
