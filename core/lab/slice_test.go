package lab

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/sim"
)

// deedsOf draws a script that changes who runs, who is connected and who votes.
func deedsOf(t *rapid.T) string {
	var script strings.Builder
	number := func() int { return rapid.IntRange(1, 6).Draw(t, "number") }
	for range rapid.IntRange(1, 8).Draw(t, "deeds") {
		deed := rapid.SampledFrom([]string{"crash %d", "restart %d", "pause %d", "resume %d", "cut %d>%d", "heal", "member remove %d", "member add",
			"cluster %d", "snapshot %d", "compact %d", "etcdctl put a 1", "curl 127.0.0.1:2379/v2/keys/a -XPUT -d ttl=1 -d value=1"}).Draw(t, "deed")
		for strings.Contains(deed, "%d") {
			deed = strings.Replace(deed, "%d", fmt.Sprint(number()), 1)
		}
		fmt.Fprintf(&script, "%s; sleep 0.%03d; ", deed, rapid.SampledFrom([]int{1, 30, 300}).Draw(t, "ms"))
	}
	return script.String()
}

// What is marked follows from the world alone: it is the same whether the lab looks
// after each event or after thousands.
func TestMarksAreTheSameHoweverSeldomTheLabLooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		script := deedsOf(t)
		play := func(advance func(l *Lab, end sim.Time)) []Mark {
			l, err := New(Config{Seed: 1})
			require.NoError(t, err)
			l.Advance(sim.Second)
			require.NoError(t, l.Type("A", script))
			advance(l, l.Now()+3*sim.Second)
			return l.Marks()
		}
		each := play(func(l *Lab, end sim.Time) {
			for l.Now() < end {
				l.Advance(min(end, l.World().Next()))
			}
		})
		require.Equal(t, each, play((*Lab).Advance), script)
	})
}

// A Marker marks the same as a lab that plays the same world, however many events it is
// given at once.
func TestAMarkerMarksWhatALabMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		script := deedsOf(t)
		events := rapid.SampledFrom([]int{1, 100, 1000}).Draw(t, "events")
		l, err := New(Config{Seed: 1})
		require.NoError(t, err)
		p, err := NewPlay(Config{Seed: 1})
		require.NoError(t, err)
		var m Marker
		to := func(end sim.Time) {
			l.Advance(end)
			for !m.RunSome(p, end, events) {
			}
		}
		to(sim.Second)
		require.NoError(t, l.Type("A", script))
		require.NoError(t, p.Type(0, "A", script))
		to(4 * sim.Second)
		require.Equal(t, l.EncodeWorld(), p.EncodeWorld())
		require.Equal(t, l.Marks(), m.b.marks, script)
	})
}
