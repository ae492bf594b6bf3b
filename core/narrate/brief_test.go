package narrate

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestABriefSentenceTellsWhatHappened(t *testing.T) {
	for _, tt := range []struct {
		lang        Lang
		whole, told string
	}{
		{English, "etcd-01 crashes: it is gone.", "etcd-01 crashes: it is gone."},
		{English, "etcd-03 grants its vote to etcd-02: term 4 is newer than 3, and the candidate’s log is at least as up to date.",
			"etcd-03 grants its vote to etcd-02."},
		{Chinese, "etcd-03 投票给 etcd-02：任期 4 比 3 新，且候选人的日志（最后为 7，任期 3）不比自己的旧。", "etcd-03 投票给 etcd-02。"},
		{English, "a sentence without any reason that goes on and on until it has more characters than are read from afar.",
			"a sentence without any reason that goes on and on until it has more characters than are read from afar."},
	} {
		require.Equal(t, tt.told, Brief(tt.whole, tt.lang))
	}
}
