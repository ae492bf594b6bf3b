package api

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// PrintOptions are what decides about etcdctl's output: its flags, and of its
// arguments what it repeats.
type PrintOptions struct {
	Format    string // -w: simple, json, fields, table, protobuf; empty: simple
	Hex       bool   // --hex: keys and values of the simple format in hexadecimal
	ValueOnly bool   // get --print-value-only
	Keys      bool   // lease timetolive --keys
	Name      string // of the member that is added
	ID        uint64 // of the member or the lease concerned
	Revision  int64  // up to which was compacted
	Leader    uint64 // who led before move-leader
}

type unsupportedFormat string

func (f unsupportedFormat) Error() string { return string(f) + " not supported as output format" }

// checkFormat refuses the formats that nothing is printed in.
func checkFormat(format string) error {
	switch format {
	case "", "simple", "json", "fields", "table", "protobuf":
		return nil
	}
	return fmt.Errorf("unsupported output format")
}

// Print is what etcdctl 3.4 writes to standard output for an answer
// (etcdctl/ctlv3/command, printer_*.go). Errors are worded as etcdctl words
// them after "Error: "; it then exits with 4.
func Print(resp Response, opts PrintOptions) (string, error) {
	if err := checkFormat(opts.Format); err != nil {
		return "", err
	}
	if _, ok := resp.(CompactionResponse); ok {
		return fmt.Sprintf("compacted revision %d\n", opts.Revision), nil // in every format
	}
	switch opts.Format {
	case "json":
		if _, moved := resp.(MoveLeaderResponse); moved {
			return "{}\n", nil // etcd's server fills in no header
		}
		return string(appendCtlJSON(nil, resp)) + "\n", nil
	case "fields":
		f := fields{}
		if !f.response(resp) {
			return "", unsupportedFormat("fields")
		}
		return string(f.b), nil
	case "protobuf":
		return printProto(resp)
	case "table":
		if r, ok := resp.(MemberListResponse); ok {
			return membersTable(r), nil
		}
		return "", unsupportedFormat("table")
	}
	return string(appendSimple(nil, resp, opts)), nil
}

func appendSimple(b []byte, resp Response, opts PrintOptions) []byte {
	switch r := resp.(type) {
	case PutResponse:
		b = append(b, "OK\n"...)
		if r.PrevKV != nil {
			b = appendSimpleKV(b, r.PrevKV, opts)
		}
	case RangeResponse:
		for i := range r.KVs {
			b = appendSimpleKV(b, &r.KVs[i], opts)
		}
	case DeleteRangeResponse:
		b = append(strconv.AppendInt(b, r.Deleted, 10), '\n')
		for i := range r.PrevKVs {
			b = appendSimpleKV(b, &r.PrevKVs[i], opts)
		}
	case TxnResponse:
		b = append(b, map[bool]string{true: "SUCCESS\n", false: "FAILURE\n"}[r.Succeeded]...)
		for _, in := range r.Responses {
			b = appendSimple(append(b, '\n'), in, opts)
		}
	case WatchResponse:
		for i := range r.Events {
			e := &r.Events[i]
			b = append(append(b, e.Kind()...), '\n')
			if e.PrevKV != nil {
				b = appendSimpleKV(b, e.PrevKV, opts)
			}
			b = appendSimpleKV(b, &e.KV, opts)
		}
	case LeaseGrantResponse:
		b = fmt.Appendf(b, "lease %016x granted with TTL(%ds)\n", r.ID, r.TTL)
	case LeaseRevokeResponse:
		b = fmt.Appendf(b, "lease %016x revoked\n", opts.ID)
	case LeaseKeepAliveResponse:
		b = fmt.Appendf(b, "lease %016x keepalived with TTL(%d)\n", r.Renewed[0].ID, r.Renewed[0].TTL)
	case LeaseTimeToLiveResponse:
		if r.GrantedTTL == 0 && r.TTL == -1 {
			return fmt.Appendf(b, "lease %016x already expired\n", r.ID)
		}
		b = fmt.Appendf(b, "lease %016x granted with TTL(%ds), remaining(%ds)", r.ID, r.GrantedTTL, r.TTL)
		if opts.Keys {
			b = fmt.Appendf(b, ", attached keys(%s)", r.Keys)
		}
		b = append(b, '\n')
	case LeaseLeasesResponse:
		b = fmt.Appendf(b, "found %d leases\n", len(r.IDs))
		for _, id := range r.IDs {
			b = fmt.Appendf(b, "%016x\n", id)
		}
	case MemberListResponse:
		b = append(b, PrintMembers(r)...)
	case MemberAddResponse:
		opts.ID = r.Member.ID
		b = append(appendMemberVerb(b, "added to", r.Header, opts), environmentOf(r, opts.Name)...)
	case MemberRemoveResponse:
		b = appendMemberVerb(b, "removed from", r.Header, opts)
	case MemberUpdateResponse:
		b = appendMemberVerb(b, "updated in", r.Header, opts)
	case MemberPromoteResponse:
		b = appendMemberVerb(b, "promoted in", r.Header, opts)
	case AlarmResponse:
		for _, a := range r.Alarms {
			b = append(append(b, a.String()...), '\n')
		}
	case MoveLeaderResponse:
		b = append(b, "Leadership transferred from "+FormatID(opts.Leader)+" to "+FormatID(opts.ID)+"\n"...)
	default:
		panic(fmt.Sprintf("print %T: etcdctl has no text for it", resp))
	}
	return b
}

func appendMemberVerb(b []byte, verb string, h ResponseHeader, opts PrintOptions) []byte {
	return fmt.Appendf(b, "Member %16x %s cluster %16x\n", opts.ID, verb, h.ClusterID)
}

func appendSimpleKV(b []byte, kv *KeyValue, opts PrintOptions) []byte {
	line := func(v []byte) {
		if opts.Hex {
			for _, c := range v {
				b = append(b, '\\', 'x')
				b = hex.AppendEncode(b, []byte{c})
			}
		} else {
			b = append(b, v...)
		}
		b = append(b, '\n')
	}
	if !opts.ValueOnly {
		line(kv.Key)
	}
	line(kv.Value)
	return b
}

// PrintMembers is etcdctl member list in the simple format.
func PrintMembers(r MemberListResponse) string {
	var b strings.Builder
	for _, m := range r.Members {
		status := "started"
		if m.Name == "" {
			status = "unstarted"
		}
		b.WriteString(strings.Join([]string{
			FormatID(m.ID), status, m.Name, strings.Join(m.PeerURLs, ","), strings.Join(m.ClientURLs, ","), strconv.FormatBool(m.IsLearner),
		}, ", ") + "\n")
	}
	return b.String()
}
