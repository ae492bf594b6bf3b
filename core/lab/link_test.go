package lab

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
	"raftarium/core/wire"
)

func TestALinkLeadsToTheSameWorld(t *testing.T) {
	l, _ := played(t, 4)
	l.Advance(l.Now() + 12345)
	want := momentOf(l)
	link := l.Link()
	for _, form := range []string{link, "#" + link, "https://example.org/page?x=1#" + link, strings.TrimPrefix(link, "w="), " " + link + "\n"} {
		opened, err := Open(form)
		require.NoError(t, err)
		want.equal(t, momentOf(opened))
		require.Equal(t, link, opened.Link())
		require.Equal(t, l.Inputs(), opened.Inputs())
	}
}

func TestALinkOfModifiedRaftSaysSo(t *testing.T) {
	for name, tc := range map[string]struct {
		do   []string
		seek sim.Time
		want string
	}{
		"Raft":                  {[]string{"echo rule vote-once off", "rule vote-once on"}, 0, ""},
		"a rule is off":         {[]string{"rule vote-once off"}, 0, "vote-once"},
		"several":               {[]string{"rule log-up-to-date off; rule vote-once off"}, 0, "vote-once,log-up-to-date"},
		"one that was":          {[]string{"rule vote-once off", "rule vote-once on"}, 0, "vote-once"},
		"one that will be":      {[]string{"rule vote-once off"}, sim.Millisecond, "vote-once"},
		"by a loop":             {[]string{"for r in vote-once commit-own-term; do rule $r off; done"}, 0, "vote-once,commit-own-term"},
		"of the cluster before": {[]string{"rule vote-once off", "rule vote-once on", "cluster 3"}, 0, "vote-once"},
	} {
		t.Run(name, func(t *testing.T) {
			l := newOf(t, Config{Seed: 1, Members: 3})
			l.Advance(2 * sim.Second)
			for _, line := range tc.do {
				_, err := l.Run("A", line)
				require.NoError(t, err)
			}
			if tc.seek > 0 {
				l.Seek(tc.seek)
			}
			_, modified, said := strings.Cut(l.Link(), "&modified=")
			require.Equal(t, tc.want != "", said)
			require.Equal(t, said, IsModifiedLink(l.Link()))
			require.Equal(t, tc.want, modified)

			opened, err := Open("https://example.org/#" + l.Link())
			require.NoError(t, err)
			require.Equal(t, l.Inputs(), opened.Inputs())
			require.Equal(t, l.Link(), opened.Link())
		})
	}
	l := newOf(t, Config{Seed: 1, Members: 3})
	require.NoError(t, l.Do("rule vote-once off"))
	bare, _, _ := strings.Cut(l.Link(), "&")
	for _, link := range []string{bare, bare + "&modified=", bare + "&other=1&modified=consistency-check", l.Link()} {
		opened, err := Open(link)
		require.NoError(t, err, "an older link says nothing of rules, a newer one may say more")
		require.Equal(t, l.Link(), opened.Link(), "the world says what is off, not the address")
	}
}

func TestALinkOfAnEarlierMomentHasWhatFollowsAsWell(t *testing.T) {
	l, moments := played(t, 4)
	l.Seek(moments[5].at)
	opened, err := Open(l.Link())
	require.NoError(t, err)
	moments[5].equal(t, momentOf(opened))
	opened.Seek(moments[len(moments)-1].at)
	moments[len(moments)-1].equal(t, momentOf(opened))
}

func TestALinkCarriesEveryConfiguration(t *testing.T) {
	for _, c := range []Config{
		{Members: 1, Seed: 1<<64 - 1, Bare: true},
		{Members: 3, Profile: EtcdTimes, Net: WAN, Epoch: -5, Port: 12379},
		{Members: 101, Net: LAN},
	} {
		l := newOf(t, c)
		l.Advance(sim.Second)
		opened, err := Open(l.Link())
		require.NoError(t, err)
		require.Equal(t, l.Config(), opened.Config())
		momentOf(l).equal(t, momentOf(opened))
	}
}

func TestALinkHoldsLongValues(t *testing.T) {
	l := newOf(t, Config{Seed: 1, Members: 3})
	l.Advance(2 * sim.Second)
	for i := range 5 {
		require.NoError(t, l.Type("A", "etcdctl put big "+strings.Repeat(string(rune('a'+i)), 8192)))
		l.Advance(l.Now() + sim.Second)
	}
	link := l.Link()
	require.Less(t, len(link), 2000)
	opened, err := Open(link)
	require.NoError(t, err)
	momentOf(l).equal(t, momentOf(opened))
	for _, m := range Members(opened.World()) {
		kv, ok := m.KV().Get("big")
		require.True(t, ok)
		require.Equal(t, strings.Repeat("e", 8192), string(m.Arena().Bytes(kv.Value)))
	}
}

// packed makes a link of whatever bytes.
func packed(data []byte) string {
	var out bytes.Buffer
	w, _ := flate.NewWriter(&out, flate.BestCompression)
	w.Write(data)
	w.Close()
	return linkPrefix + base64.RawURLEncoding.EncodeToString(out.Bytes())
}

// linkOf encodes what a link says, with a version of choice.
func linkOf(version uint64, c Config, now sim.Time, inputs ...Input) string {
	e := wire.NewEncoder(nil)
	e.Uint64(&version)
	codeLink(e, version, &c, &now, &inputs)
	return packed(e.Encoded())
}

func TestBadLinksAreRefusedInWords(t *testing.T) {
	l, _ := played(t, 4)
	link := l.Link()
	good := Config{Members: 3, Profile: PaperTimes, Net: Demo}
	for name, tc := range map[string]struct{ link, want string }{
		"empty":           {"", "empty"},
		"a bare fragment": {"https://example.org/#", "empty"},
		"cut":             {link[:len(link)/2], "cut short or damaged"},
		"no base64":       {"w=ä§$%", "damaged"},
		"noise":           {"w=aGVsbG8", "damaged"},
		"newer":           {linkOf(ModelVersion+1, good, 0), "made by version 5 of the model, and this is version 4: reload the page"},
		"a bomb":          {packed(make([]byte, 65<<20)), "unpacks to more than 64 MB"},
		"102 members":     {linkOf(1, Config{Members: 102, Profile: PaperTimes, Net: Demo}, 0), "1 to 101"},
		"odd times":       {linkOf(1, Config{Members: 3, Profile: "odd", Net: Demo}, 0), `times "odd"`},
		"odd net":         {linkOf(1, Config{Members: 3, Profile: PaperTimes, Net: "odd"}, 0), `net "odd"`},
		"far future":      {linkOf(1, good, maxLinkTime+1), "cannot be"},
		"before time":     {linkOf(1, good, -1), "cannot be"},
		"inputs at once":  {linkOf(1, good, 5, Input{At: 3, What: Deed{}}, Input{At: 3, What: Deed{}}), "input 2"},
		"left over":       {packed([]byte("\x01\x06\x00\x0apaper\x08demo\x00\x00\x00\x00\x00\x00\x00")), "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			opened, err := Open(tc.link)
			require.ErrorContains(t, err, tc.want)
			require.ErrorContains(t, err, "open the link")
			require.Nil(t, opened)
		})
	}
}

func TestAnOlderLinkOpensWithAWarning(t *testing.T) {
	opened, err := Open(linkOf(0, Config{Members: 3, Profile: PaperTimes, Net: Demo}, sim.Second))
	require.ErrorIs(t, err, ErrOlderModel)
	require.Equal(t, sim.Second, opened.Now())
}

// FuzzOpen holds that no link panics. Where it leads is not visited: a link may
// say ten days.
func FuzzOpen(f *testing.F) {
	l, _ := played(f, 4)
	data, err := unpackLink(l.Link())
	require.NoError(f, err)
	f.Add(data)
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, _, err := decodeLink(packed(data))
		if err != nil {
			require.Nil(t, l)
			return
		}
		l.AdvanceSome(3*sim.Second, 5000)
		_, _, err = decodeLink(l.Link())
		require.NoError(t, err)
	})
}

// FuzzOpenText holds the same for what stands in an address.
func FuzzOpenText(f *testing.F) {
	l, _ := played(f, 4)
	f.Add(l.Link())
	f.Add("https://example.org/#w=AAAA")
	f.Fuzz(func(t *testing.T, link string) { decodeLink(link) })
}

// worldsOf returns worlds with all that a world can have in it, encoded.
func worldsOf(tb testing.TB) (worlds [][]byte) {
	l := newOf(tb, Config{Seed: 5, Members: 3})
	for _, s := range faults[:5] {
		if !strings.Contains(s.line, "partition") {
			s.do(tb, l)
		}
		worlds = append(worlds, l.EncodeWorld())
	}
	l = newOf(tb, Config{Seed: 5, Members: 3, Options: "snapshot-every=4 snapshot-trail=1 snapshot-chunk=300 lease-reads=on"})
	l.Advance(2 * sim.Second)
	for _, line := range []string{
		"etcdctl put a 1; etcdctl lease grant 9; etcdctl watch a & etcdctl lock l &", "curl -s -N http://127.0.0.1:2379/v2/keys/a?wait=true &",
		"client v3 put k --total 5 &", "crash 3; for i in 1 2 3 4 5 6 7 8 9; do etcdctl put b $i; done", "restart 3", "pause 2; clock 1 rate=1.5; timeout 3",
		"resume 2; sleep 2; member add --learner; transfer 2",
	} {
		require.NoError(tb, l.Type("A", line))
		for range 4 {
			l.Advance(l.Now() + 30*sim.Millisecond)
			worlds = append(worlds, l.EncodeWorld())
		}
		l.Advance(l.Now() + sim.Second)
	}
	return append(worlds, l.EncodeWorld())
}

func TestServersThatCannotBeAsTheyAreAreRefused(t *testing.T) {
	l := newOf(t, Config{Seed: 5, Members: 3})
	l.Advance(sim.Second)
	w := l.World().Clone()
	require.NoError(t, verifyServers(w))
	MemberAt(w, 2).Crash(0)
	require.ErrorContains(t, verifyServers(w), "server 2 is up in the world and down by itself")
	_, err := l.DecodeWorld(l.env.encode(w))
	require.ErrorContains(t, err, "decode a world: server 2 is up in the world and down by itself")
}

// FuzzDecodeWorld holds that no bytes make a world that panics, then or later.
func FuzzDecodeWorld(f *testing.F) {
	for _, world := range worldsOf(f) {
		f.Add(world)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		w, err := newOf(t, Config{Members: 3}).DecodeWorld(data)
		if err != nil {
			return
		}
		for range 500 {
			if !w.Step() {
				break
			}
		}
		AppendState(nil, w)
	})
}
