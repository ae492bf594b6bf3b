package lab_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
)

// What a menu asks for and cannot be is told in both languages; terminals print the
// English as they always did.
func TestARefusalIsToldInBothLanguages(t *testing.T) {
	l, err := lab.New(lab.Config{Members: 3, Seed: 1, Bare: true})
	require.NoError(t, err)
	for _, line := range []string{"timeout 2", "crash 1", "pause 3"} {
		require.NoError(t, l.Do(line))
	}
	for _, tc := range []struct{ line, english, chinese string }{
		{"crash 1", "crash: etcd-01 is down already", "crash：etcd-01 已停机。"},
		{"snapshot 1", "snapshot: etcd-01 is down", "snapshot：etcd-01 已停机。"},
		{"compact 3", "compact: etcd-03 is paused", "compact：etcd-03 已暂停。"},
		{"crash 9", `crash: no member "9": they are etcd-01, etcd-02, etcd-03`, "crash：没有成员“9”：有 etcd-01、etcd-02、etcd-03"},
		{"crash leader", "crash: nobody leads at the moment: name a member, or wait leader", "crash：此刻没有领导者：请指明一个成员，或先用 wait leader"},
		{"clock 2 jump=-10s", "clock: the clock of etcd-02 shows 0.000003ms since the world began, and cannot go back by 10000ms",
			"clock：etcd-02 的时钟自世界开始只走了 0.000003ms，不能向后跳 10000ms"},
		{"option pre-vote maybe", `option: the option pre-vote is not "maybe": it is on or off`, "option：选项 pre-vote 不能是“maybe”：可以是 on 或 off"},
		{"option lease-checkpoints maybe", `option: the option lease-checkpoints is not "maybe": it is on or off`, "option：选项 lease-checkpoints 不能是“maybe”：可以是 on 或 off"},
		{"disk 2 corrupt record=99", "disk: there is no record on the disk of etcd-02", "disk：etcd-02 的磁盘上没有记录。"},
	} {
		err := l.Refuses(tc.line)
		require.EqualError(t, err, tc.english)
		require.Equal(t, tc.english, narrate.Explain(narrate.English, err))
		require.Equal(t, tc.chinese, narrate.Explain(narrate.Chinese, err))
	}
}

// Whatever an option can be, it is told what that is, in the words of the option.
func TestWhatAnOptionCanBeIsToldInBothLanguages(t *testing.T) {
	l, err := lab.New(lab.Config{Members: 1, Seed: 1})
	require.NoError(t, err)
	for info := range lab.Options(l.World()) {
		err := l.Refuses("option " + info.Name + " maybe")
		require.EqualError(t, err, "option: the option "+info.Name+` is not "maybe": it is `+info.Values)
		require.NotContains(t, narrate.Explain(narrate.Chinese, err), "a number", info.Name)
	}
}
