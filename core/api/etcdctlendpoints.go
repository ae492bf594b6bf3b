package api

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// EndpointRow is what came of one of the endpoints that etcdctl asked.
type EndpointRow struct {
	Endpoint string
	Answer   Response // nil: it failed
	Failure  string
	Took     time.Duration
}

// PrintEndpoints is what etcdctl endpoint writes to its two streams, when all
// have been asked for r: api.Status, or a Range for their health.
func PrintEndpoints(r Request, rows []EndpointRow, opts PrintOptions) (stdout, stderr string, err error) {
	if err := checkFormat(opts.Format); err != nil {
		return "", "", err
	}
	health := false
	head := []string{"ENDPOINT", "ID", "VERSION", "DB SIZE", "IS LEADER", "IS LEARNER", "RAFT TERM", "RAFT INDEX", "RAFT APPLIED INDEX", "ERRORS"}
	switch r.(type) {
	case HashKV:
		head = []string{"ENDPOINT", "HASH"}
	case Range:
		health, head = true, []string{"ENDPOINT", "HEALTH", "TOOK", "ERROR"}
	}
	var b strings.Builder
	t := Table{Head: head}
	f := fields{}
	o := []byte{'['}
	for i, row := range rows {
		cells := row.cells(health)
		t.Rows = append(t.Rows, cells)
		if i > 0 {
			o = append(o, ',')
		}
		o = row.appendJSON(o, health)
		row.fields(&f, health)
		switch {
		case !health:
			b.WriteString(strings.Join(cells, ", ") + "\n")
		case row.Answer != nil:
			b.WriteString(fmt.Sprintf("%s is healthy: successfully committed proposal: took = %v\n", row.Endpoint, row.Took))
		default:
			b.WriteString(fmt.Sprintf("%s is unhealthy: failed to commit proposal: %s\n", row.Endpoint, row.Failure))
		}
	}
	switch opts.Format {
	case "json":
		return string(o) + "]\n", "", nil
	case "fields":
		return string(f.b), "", nil
	case "protobuf":
		return "", "", unsupportedFormat("protobuf")
	case "table":
		return t.String(), "", nil
	}
	if health {
		return "", b.String(), nil
	}
	return b.String(), "", nil
}

// cells are the row of the table.
func (r *EndpointRow) cells(health bool) []string {
	if health {
		return []string{r.Endpoint, strconv.FormatBool(r.Answer != nil), r.Took.String(), r.Failure}
	}
	if h, ok := r.Answer.(HashKVResponse); ok {
		return []string{r.Endpoint, strconv.FormatUint(uint64(h.Hash), 10)}
	}
	s, _ := r.Answer.(StatusResponse)
	return []string{
		r.Endpoint, FormatID(s.Header.MemberID), s.Version, sizeText(s.DBSize), strconv.FormatBool(s.Leader == s.Header.MemberID),
		strconv.FormatBool(s.IsLearner), strconv.FormatUint(s.RaftTerm, 10), strconv.FormatUint(s.RaftIndex, 10),
		strconv.FormatUint(s.RaftAppliedIndex, 10), strings.Join(s.Errors, ", "),
	}
}

func (r *EndpointRow) appendJSON(b []byte, health bool) []byte {
	o := jsonObject{b: b}
	if health {
		o.string("endpoint", r.Endpoint)
		o.bool("health", r.Answer != nil)
		o.string("took", r.Took.String())
		if r.Failure != "" {
			o.string("error", r.Failure)
		}
		return o.end()
	}
	o.string("Endpoint", r.Endpoint)
	if h, ok := r.Answer.(HashKVResponse); ok {
		o.key("HashKV")
		o.b = appendResponseJSON(o.b, h, false)
		return o.end()
	}
	s, _ := r.Answer.(StatusResponse)
	o.key("Status")
	o.b = appendResponseJSON(o.b, s, false)
	return o.end()
}

func (r *EndpointRow) fields(f *fields, health bool) {
	h, hash := r.Answer.(HashKVResponse)
	switch {
	case hash:
		f.header(h.Header)
		f.line("Endpoint", strconv.Quote(r.Endpoint))
		f.line("Hash", strconv.FormatUint(uint64(h.Hash), 10))
	case health:
		f.line("Endpoint", strconv.Quote(r.Endpoint))
		f.line("Health", strconv.FormatBool(r.Answer != nil))
		f.line("Took", r.Took.String())
		f.line("Error", r.Failure)
	default:
		s, _ := r.Answer.(StatusResponse)
		f.header(s.Header)
		f.line("Version", strconv.Quote(s.Version))
		f.int("DBSize", s.DBSize)
		f.line("Leader", strconv.FormatUint(s.Leader, 10))
		f.line("IsLearner", strconv.FormatBool(s.IsLearner))
		f.line("RaftIndex", strconv.FormatUint(s.RaftIndex, 10))
		f.line("RaftTerm", strconv.FormatUint(s.RaftTerm, 10))
		f.line("RaftAppliedIndex", strconv.FormatUint(s.RaftAppliedIndex, 10))
		f.line("Errors", fmt.Sprint(s.Errors))
		f.line("Endpoint", strconv.Quote(r.Endpoint))
	}
	f.b = append(f.b, '\n')
}

// sizeText is a size as github.com/dustin/go-humanize writes it: "20 kB".
func sizeText(size int64) string {
	if size < 10 {
		return strconv.FormatInt(size, 10) + " B"
	}
	value, unit := float64(size), 0
	for value >= 1000 && unit < 6 {
		value /= 1000
		unit++
	}
	value = math.Floor(value*10+0.5) / 10
	decimals := 0
	if value < 10 {
		decimals = 1
	}
	return strconv.FormatFloat(value, 'f', decimals, 64) + " " + []string{"B", "kB", "MB", "GB", "TB", "PB", "EB"}[unit]
}
