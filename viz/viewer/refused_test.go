package viewer

import (
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
)

// What a menu offered a moment ago, or a key means in a larger cluster, may not be
// possible now. Why is said in the viewer's language, and not as a terminal prints it.
func TestWhatCannotBeDoneNowIsToldInTheViewersLanguage(t *testing.T) {
	for _, c := range []struct {
		before, act, english string
	}{
		{"", "select member 9", "There is no member 9."},
		{"crash etcd-02", "do crash etcd-02", "etcd-02 is down."},
		{"crash etcd-02", "do pause etcd-02", "etcd-02 is down."},
		{"crash etcd-02", "do timeout etcd-02", "etcd-02 is down."},
		{"pause etcd-02", "do pause etcd-02", "etcd-02 is paused."},
		{"", "do restart etcd-02", "etcd-02 is up."},
		{"", "do disk etcd-02 wipe", "etcd-02 is up."},
		{"", "do resume etcd-02", "etcd-02 is not paused."},
		{"", "do drop 1", "The message is not on its way any more."},
		{"", "do transfer leader", "leader leads already."},
		{"", "do member promote etcd-02", "etcd-02 is no learner."},
		{"crash leader", "do member add", "There is no leader to do it."},
		{"pause etcd-02", "do snapshot etcd-02", "etcd-02 is paused."},
		{"", "do clock all jump=-10s", "clock: the clock of etcd-01 shows 3000ms since the world began, and cannot go back by 10000ms"},
		{"", "do crash 9", `crash: no member "9": they are etcd-01, etcd-02, etcd-03`},
	} {
		t.Run(c.before+" "+c.act, func(t *testing.T) {
			l, err := lab.New(lab.Config{Members: 3})
			require.NoError(t, err)
			l.Seek(3 * sim.Second)
			if c.before != "" {
				require.NoError(t, l.Do(c.before))
			}
			v := New(l)
			inputs := len(l.Inputs())
			require.EqualError(t, v.Act(c.act), c.english)
			require.NoError(t, v.Act("lang zh"))
			err = v.Act(c.act)
			require.Error(t, err)
			require.True(t, strings.ContainsFunc(err.Error(), func(r rune) bool { return unicode.Is(unicode.Han, r) }), err)
			require.Len(t, l.Inputs(), inputs)
		})
	}
}

func TestTooManyTerminalsAreToldInTheViewersLanguage(t *testing.T) {
	l, err := lab.New(lab.Config{Members: 1})
	require.NoError(t, err)
	v := New(l)
	require.NoError(t, v.Act("lang zh"))
	for range sim.ClientsMax + 1 {
		if err = v.Act("terminal new"); err != nil {
			break
		}
	}
	require.EqualError(t, err, "打开的终端已达上限。")
}

// Where panels are a drawer, it opens when something is selected.
func TestNothingSelectedAsksForNoPanel(t *testing.T) {
	l, err := lab.New(lab.Config{Members: 3})
	require.NoError(t, err)
	v := New(l)
	before := v.View().Inspector.Asked
	require.NoError(t, v.Act("select none"))
	require.Equal(t, before, v.View().Inspector.Asked)
	require.NoError(t, v.Act("select member 2"))
	require.Greater(t, v.View().Inspector.Asked, before)
}

// Whoever embeds the page may send any words: they are refused or done, and nothing ends.
func TestEveryActionCopesWithTooFewAndStrangeWords(t *testing.T) {
	for verb := range actions {
		for _, rest := range []string{"", " ", "x", "member", "-1", "in", "99999999999999999999", "etcd-01 etcd-01 etcd-01"} {
			l, err := lab.New(lab.Config{Members: 3})
			require.NoError(t, err)
			v := New(l)
			require.NotPanics(t, func() { _ = v.Act(verb + " " + rest) }, "%s %s", verb, rest)
			require.NotPanics(t, func() { v.View() }, "%s %s", verb, rest)
		}
	}
}
