package oracle

import (
	"bufio"
	"encoding/base64"
	"flag"
	"fmt"
	"net/http"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/api"
	"raftarium/core/lab"
	"raftarium/core/sim"
)

// askLines sends a request whose answer is a stream and returns its first lines.
func askLines(t asking, m api.Member, r api.HTTPRequest, lines int) string {
	t.Helper()
	client := http.Client{Timeout: 20 * time.Second}
	resp, err := client.Post(m.ClientURLs[0]+r.Target, "application/json", strings.NewReader(string(r.Body)))
	require.NoError(t, err)
	defer resp.Body.Close()
	var b strings.Builder
	in := bufio.NewReader(resp.Body)
	for range lines {
		line, err := in.ReadString('\n')
		require.NoError(t, err)
		b.WriteString(line)
	}
	return b.String()
}

// base is base64, as the gateway's bodies have it.
func base(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// sequences is how many sequences of operations, the same for both, are done. The
// next begins without keys and leases, at the revision where the last has ended.
var sequences = flag.Int("sequences", 15, "random sequences of 100 operations that are compared, of v2 and of v3; make test does 200")

const operations = 100

func TestRandomSequencesAnswerAsEtcds(t *testing.T) {
	t.Parallel()
	lasting := &lasting{T: t}
	s := sequence{}
	rapid.Check(t, func(rt *rapid.T) {
		lasting.sequence(rt, func(ct asking, x *twins, fresh bool) {
			if fresh {
				s = sequence{revision: 1}
			}
			s.run(rt, ct, x)
		})
	})
}

// run does a hundred operations, from an empty store on.
func (s *sequence) run(rt *rapid.T, ct asking, x *twins) {
	s.rng = dice{rt}
	// Other members may be behind, and what is not linearizable tells so.
	to := s.rng.Intn(3)
	x.agree(ct, to, "/kv/range", `{"key":"YQ=="}`)
	do := func(path, body string) {
		r := form("POST", "/v3"+path, body)
		theirs := ask(ct, x.etcd.members[to], r)
		replies := x.ours(to, r, 9_000_000_000)
		require.Len(ct, replies, 1, "%s %s", path, body)
		require.Equal(ct, settledText(theirs), settledText(written(*replies[0].HTTP)), "%s %s", path, body)
		s.saw(path, body, theirs)
	}
	do("/kv/deleterange", `{"key":"AA==","range_end":"AA=="}`)
	for _, id := range s.leases {
		do("/lease/revoke", fmt.Sprintf(`{"ID":"%d"}`, id))
	}
	s.leases = nil
	dice{rt}.each(operations, func() {
		op := rapid.Custom(func(t *rapid.T) [2]string {
			s.rng = dice{t}
			path, body := s.operation()
			return [2]string{path, body}
		}).Draw(rt, "operation")
		do(op[0], op[1])
	})
	s.rng = dice{rt}
	x.hash(ct, to)
	// At the compacted revision itself etcd has lost the deletes.
	from := s.compacted + 1 + int64(s.rng.Intn(int(s.revision-s.compacted)+1))
	x.watch(ct, to, fmt.Sprintf(`{"create_request":{"key":%q,"range_end":"AA==","start_revision":"%d","prev_kv":true}}`, base("a"), from))
}

// hash compares the checksum of the whole history. What etcd drops in a
// compaction goes a little later than it answers.
func (x *twins) hash(t asking, to int) {
	t.Helper()
	m := lab.MemberAt(x.w, sim.Node(to+1))
	sum, err := m.KV().Checksum(0)
	require.NoError(t, err)
	want := fmt.Sprintf(`"hash":%d}`, sum)
	if at := m.KV().Compacted(); at != 0 {
		want = fmt.Sprintf(`"hash":%d,"compact_revision":%d}`, sum, at)
	}
	var out []byte
	for range 200 { // 10 s at most, on a busy machine
		out, err = exec.Command("env", "ETCDCTL_API=3", "etcdctl", "endpoint", "hashkv", "-w", "json", "--endpoints", x.etcd.members[to].ClientURLs[0]).Output()
		require.NoError(t, err)
		if strings.Contains(string(out), want) {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	require.Contains(t, string(out), fmt.Sprintf(`"revision":%d,`, m.KV().Revision()))
	require.Contains(t, string(out), want)
}

// sequence makes up operations that now and then meet what there is.
type sequence struct {
	rng                 dice
	revision, compacted int64
	leases              []int64
	nextLease           int64
}

func (s *sequence) key() string   { return base(string(rune('a' + s.rng.Intn(5)))) }
func (s *sequence) value() string { return base(strconv.Itoa(s.rng.Intn(4))) }
func (s *sequence) bool() bool    { return s.rng.Intn(2) == 0 }

// end is the field of a range's end, or nothing.
func (s *sequence) end() string {
	switch s.rng.Intn(4) {
	case 0:
		return `,"range_end":"AA=="`
	case 1:
		return fmt.Sprintf(`,"range_end":%q`, base(string(rune('b'+s.rng.Intn(5)))))
	}
	return ""
}

func (s *sequence) lease() int64 {
	switch {
	case s.rng.Intn(2) == 0 || len(s.leases) == 0:
		return 0
	case s.rng.Intn(8) == 0:
		return 999_999 // there is none
	}
	return s.leases[s.rng.Intn(len(s.leases))]
}

func (s *sequence) put() string {
	p := fmt.Sprintf(`{"key":%q,"prev_kv":%t`, s.key(), s.bool())
	if s.rng.Intn(8) == 0 {
		p += `,"ignore_value":true`
	} else {
		p += fmt.Sprintf(`,"value":%q`, s.value())
	}
	if s.rng.Intn(8) == 0 {
		p += `,"ignore_lease":true`
	} else if lease := s.lease(); lease != 0 {
		p += fmt.Sprintf(`,"lease":"%d"`, lease)
	}
	return p + "}"
}

func (s *sequence) get() string {
	g := fmt.Sprintf(`{"key":%q%s,"limit":"%d"`, s.key(), s.end(), s.rng.Intn(4))
	if s.rng.Intn(3) == 0 {
		g += fmt.Sprintf(`,"revision":"%d"`, s.compacted-1+int64(s.rng.Intn(int(s.revision-s.compacted)+3)))
	}
	if s.rng.Intn(3) == 0 { // a unique order: etcd leaves that of equals open
		g += fmt.Sprintf(`,"sort_order":%d,"sort_target":"%s"`, s.rng.Intn(3), []string{"KEY", "MOD"}[s.rng.Intn(2)])
	}
	if s.rng.Intn(4) == 0 {
		g += fmt.Sprintf(`,"min_mod_revision":"%d"`, s.revision-int64(s.rng.Intn(10)))
	}
	return g + fmt.Sprintf(`,"keys_only":%t,"count_only":%t}`, s.bool(), s.rng.Intn(5) == 0)
}

func (s *sequence) delete() string {
	return fmt.Sprintf(`{"key":%q%s,"prev_kv":%t}`, s.key(), s.end(), s.bool())
}

func (s *sequence) compare() string {
	target := s.rng.Intn(5)
	operand := []string{
		fmt.Sprintf(`"version":"%d"`, s.rng.Intn(4)),
		fmt.Sprintf(`"create_revision":"%d"`, s.revision-int64(s.rng.Intn(8))),
		fmt.Sprintf(`"mod_revision":"%d"`, s.revision-int64(s.rng.Intn(8))),
		fmt.Sprintf(`"value":%q`, s.value()),
		fmt.Sprintf(`"lease":"%d"`, s.lease()),
	}[target]
	return fmt.Sprintf(`{"key":%q%s,"target":%d,"result":%d,%s}`, s.key(), s.end(), target, s.rng.Intn(4), operand)
}

func (s *sequence) txn(depth int) string {
	list := func(most int, one func() string) string {
		var out []string
		for range s.rng.Intn(most + 1) {
			out = append(out, one())
		}
		return "[" + strings.Join(out, ",") + "]"
	}
	op := func() string {
		switch n := s.rng.Intn(8); {
		case n < 3:
			return `{"request_put":` + s.put() + `}`
		case n < 4:
			return `{"request_delete_range":` + s.delete() + `}`
		case n < 7 || depth == 0:
			g := s.get()
			if i := strings.Index(g, `,"revision"`); i >= 0 {
				g = g[:i] + "}" // where etcd's members would diverge
			}
			return `{"request_range":` + g + `}`
		}
		return `{"request_txn":` + s.txn(depth-1) + `}`
	}
	return fmt.Sprintf(`{"compare":%s,"success":%s,"failure":%s}`, list(2, s.compare), list(3, op), list(2, op))
}

func (s *sequence) operation() (path, body string) {
	switch n := s.rng.Intn(20); {
	case n < 6:
		return "/kv/put", s.put()
	case n < 10:
		return "/kv/range", s.get()
	case n < 12:
		return "/kv/deleterange", s.delete()
	case n < 16:
		body := s.txn(2)
		for strings.Contains(body, "ignore_") && strings.Contains(body, `"AA==","prev_kv"`) {
			body = s.txn(2) // all members of etcd would fall over this one
		}
		return "/kv/txn", body
	case n < 17 && s.rng.Intn(4) == 0:
		return "/kv/compaction", fmt.Sprintf(`{"revision":"%d"}`, s.compacted-1+int64(s.rng.Intn(int(s.revision-s.compacted)+3)))
	case n < 18:
		s.nextLease++
		s.leases = append(s.leases, s.nextLease)
		return "/lease/grant", fmt.Sprintf(`{"ID":"%d","TTL":"%d"}`, s.nextLease, 50_000+s.rng.Intn(1000))
	case n < 19 && len(s.leases) > 0:
		i := s.rng.Intn(len(s.leases))
		id := s.leases[i]
		if s.bool() {
			return "/lease/timetolive", fmt.Sprintf(`{"ID":"%d"}`, id)
		}
		s.leases = append(s.leases[:i], s.leases[i+1:]...)
		return "/lease/revoke", fmt.Sprintf(`{"ID":"%d"}`, id)
	}
	return "/lease/keepalive", fmt.Sprintf(`{"ID":"%d"}`, s.lease())
}

// saw takes from an answer where the store is.
func (s *sequence) saw(path, body, answer string) {
	if path == "/kv/compaction" && strings.HasPrefix(answer, "200") {
		_, _ = fmt.Sscanf(body, `{"revision":"%d"}`, &s.compacted)
	}
	if _, rest, ok := strings.Cut(answer, `"revision":"`); ok {
		digits, _, _ := strings.Cut(rest, `"`)
		if n, err := strconv.ParseInt(digits, 10, 64); err == nil {
			s.revision = max(s.revision, n)
		}
	}
}
