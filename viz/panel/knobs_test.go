package panel

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
)

func aLab(t *testing.T, c lab.Config) *lab.Lab {
	t.Helper()
	l, err := lab.New(c)
	require.NoError(t, err)
	l.Advance(2 * sim.Second)
	return l
}

// knobsOf are all knobs of a panel by their verbs.
func knobsOf(p Panel) map[string]*Knob {
	found := map[string]*Knob{}
	for _, s := range p.Sections {
		for _, r := range s.Rows {
			if r.Knob != nil {
				found[r.Knob.Verb] = r.Knob
			}
		}
	}
	return found
}

// Every value of every knob is a verb of the lab that is carried out, and the
// panel shows it then.
func TestEveryValueOfEveryKnobIsCarriedOutAndShown(t *testing.T) {
	for _, of := range []Scope{{}, {Member: 2}, {Member: 2, Peer: 4, Way: There}, {Member: 4, Peer: 2, Way: Back}} {
		for verb, k := range knobsOf(Knobs(aLab(t, lab.Config{Seed: 2}), narrate.English, of)) {
			if !strings.HasPrefix(verb, "do ") {
				continue
			}
			require.GreaterOrEqual(t, k.At, 0, verb)
			for i := range k.Values {
				if verb == "do cluster " && i > 6 {
					continue // they are the same, and take long
				}
				l := aLab(t, lab.Config{Seed: 2})
				require.NoError(t, l.Do(strings.TrimPrefix(k.Action(i), "do ")), k.Action(i))
				now := knobsOf(Knobs(l, narrate.Chinese, of))[verb]
				require.Equal(t, k.Values[i], now.Values[now.At], verb)
				require.Len(t, l.Inputs(), 1, "it is recorded")
				l.Seek(sim.Second)
				now = knobsOf(Knobs(l, narrate.English, of))[verb]
				require.Equal(t, k.At, now.At, "%s is rewound", verb)
			}
		}
	}
}

func TestKnobsShowWhatHoldsThoughItIsOnNoLadder(t *testing.T) {
	l := aLab(t, lab.Config{Seed: 2})
	for _, line := range []string{"link all latency=7ms loss=12.5%", "times heartbeat=33ms election=170ms-210ms", "disk all latency=0ms", "clock all rate=1.25"} {
		require.NoError(t, l.Do(line))
	}
	knobs := knobsOf(Knobs(l, narrate.English, Scope{}))
	for verb, want := range map[string]string{
		"do link all latency=": "7 ms", "do link all loss=": "12.5 %", "do times heartbeat=": "33 ms", "do times election=": "170 – 210 ms",
		"do disk all latency=": "0 ms", "do clock all rate=": "1.25×", "do preset ": "none of them", "do link all jitter=": "5 ms",
	} {
		require.Equal(t, want, knobs[verb].Now, verb)
	}
}

func TestKnobsOfAllSayWhereMembersDiffer(t *testing.T) {
	l := aLab(t, lab.Config{Seed: 2})
	for _, line := range []string{"disk 3 latency=30ms", "clock 2 rate=2", "link 1 2 latency=80ms", "link 2>1 loss=5%", "cut 4>5"} {
		require.NoError(t, l.Do(line))
	}
	all := Knobs(l, narrate.English, Scope{})
	knobs := knobsOf(all)
	require.Equal(t, "differ", knobs["do disk all latency="].Now)
	require.Equal(t, -1, knobs["do disk all latency="].At)
	require.Equal(t, "differ", knobs["do clock all rate="].Now)
	require.Equal(t, "2 ms", knobs["do disk all jitter="].Now)
	require.Contains(t, textOf(all), "2 directions are set otherwise")
	require.Contains(t, textOf(all), "1 direction is cut")
	one := knobsOf(Knobs(l, narrate.English, Scope{Member: 1}))
	require.Equal(t, "80 ms", one["do link etcd-01 etcd-02 latency="].Now)
	require.Equal(t, "differ", one["do link etcd-01 etcd-02 loss="].Now)
	back := knobsOf(Knobs(l, narrate.English, Scope{Member: 1, Peer: 2, Way: Back}))
	require.Equal(t, "5 %", back["do link etcd-02>etcd-01 loss="].Now)
	cut := knobsOf(Knobs(l, narrate.English, Scope{Member: 4, Peer: 5, Way: There}))["do "]
	require.Equal(t, 1, cut.At)
	require.Equal(t, "do join etcd-04>etcd-05", cut.Action(0))
}

func textOf(p Panel) string {
	var b strings.Builder
	for _, s := range p.Sections {
		for _, r := range s.Rows {
			for _, c := range r.Cells {
				b.WriteString(c.Text + "\n")
			}
		}
	}
	return b.String()
}

func TestWhatCannotWorkStandsFirst(t *testing.T) {
	l := aLab(t, lab.Config{Members: 4, Seed: 2})
	first := func() []Row { return Knobs(l, narrate.English, Scope{}).Sections[0].Rows }
	require.Len(t, first(), 1)
	require.Equal(t, "4 voters need 3 and bear the loss of 1, no more than 3 voters do", first()[0].Cells[0].Text)
	require.Equal(t, Quiet, first()[0].Cells[0].Tone)
	require.NoError(t, l.Do("link all latency=200ms"))
	require.Equal(t, Danger, first()[0].Cells[0].Tone)
	require.Equal(t, "A round trip to a quorum takes at least 403 ms, a candidate waits 300 ms at most: no election ends, §5.6", first()[0].Cells[0].Text)
	require.NoError(t, l.Do("cluster 0"))
	require.NotEmpty(t, Knobs(l, narrate.Chinese, Scope{Member: 3}).Sections, "without members there are knobs as well")
}
