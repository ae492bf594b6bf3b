package lab

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/member"
	"raftarium/core/sim"
)

func expiriesOf(l *Lab) (list []Mark) {
	for _, m := range l.Marks() {
		if m.Kind == MarkV2Expiry {
			list = append(list, m)
		}
	}
	return list
}

// A SYNC comes every 500 ms while keys have a TTL. Those are marked that take keys,
// each once, where the first member applies it, however the time passes.
func TestWhatV2LetsExpireIsMarked(t *testing.T) {
	play := func(step sim.Time) []Mark {
		l, _ := ledLab(t, Config{Seed: 1, Members: 3})
		for _, line := range []string{"/a -d ttl=2", "/b -d ttl=2", "/c -d ttl=30", "/dir/d -d ttl=4", "/e"} {
			_, err := l.Run("A", "curl -s -XPUT -d value=1 http://127.0.0.1:2379/v2/keys"+line)
			require.NoError(t, err)
		}
		_, err := l.Run("A", "etcdctl lease grant 3")
		require.NoError(t, err)
		for end := sim.Time(12) * sim.Second; l.Now() < end; l.Advance(min(end, l.Now()+step)) {
		}
		marks := expiriesOf(l)
		// Whoever goes back and on again, or along a branch, sees the same.
		l.Seek(5 * sim.Second)
		l.Branch()
		l.Advance(12 * sim.Second)
		require.Equal(t, marks, expiriesOf(l))
		return marks
	}
	marks := play(3 * sim.Millisecond)
	require.GreaterOrEqual(t, len(marks), 2)
	require.LessOrEqual(t, len(marks), 3, "/a and /b may go with one SYNC")
	require.Equal(t, marks, play(4*sim.Second))
	for _, m := range marks {
		require.NotZero(t, m.Index)
	}
}

func TestAnExpiredKeySaysWhichSyncTookIt(t *testing.T) {
	l, leader := ledLab(t, Config{Seed: 1, Members: 3})
	_, err := l.Run("A", "curl -s -XPUT -d value=1 -d ttl=1 http://127.0.0.1:2379/v2/keys/a; sleep 3")
	require.NoError(t, err)
	v2 := MemberAt(l.World(), leader).V2()
	events, err := v2.EventsSince(v2.Index())
	require.NoError(t, err)
	for e := range events {
		require.Equal(t, "expire", e.Action)
		answer := WhyV2(l.World(), leader, "/a", e.PrevNode.Expiration)
		first, _ := l.World().Trace().At(answer.Because[0].Event)
		require.Equal(t, expiriesOf(l)[0].Index, first.Detail.(member.Applied).Index)
	}
}
