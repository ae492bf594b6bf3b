package api

import (
	"encoding/hex"
	"errors"
	"strconv"
	"strings"
)

// PrintOptions are etcdctl's flags that decide about its output.
type PrintOptions struct {
	Format    string // -w: simple, json, fields, table, protobuf; empty: simple
	Hex       bool   // --hex: keys and values of the simple format in hexadecimal
	ValueOnly bool   // get --print-value-only
}

// Print is what etcdctl 3.4 writes to standard output for an answer to put,
// get or del (etcdctl/ctlv3/command, printer_*.go). Errors are worded as
// etcdctl words them after "Error: "; it then exits with 4.
func Print(resp Response, opts PrintOptions) (string, error) {
	switch opts.Format {
	case "", "simple":
		return string(appendSimple(nil, resp, opts)), nil
	case "json":
		return string(appendResponseJSON(nil, resp, false)) + "\n", nil
	case "fields":
		return string(appendFields(nil, resp)), nil
	case "table":
		return "", errors.New("table not supported as output format")
	case "protobuf":
		return "", NotYet{"etcdctl -w protobuf"}
	}
	return "", errors.New("unsupported output format")
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
	default:
		panic("print an answer that is none to put, get or del")
	}
	return b
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

func appendFields(b []byte, resp Response) []byte {
	f := fields{b}
	switch r := resp.(type) {
	case PutResponse:
		f.header(r.Header)
		if r.PrevKV != nil {
			f.keyValue("Prev", r.PrevKV)
		}
	case RangeResponse:
		f.header(r.Header)
		for i := range r.KVs {
			f.keyValue("", &r.KVs[i])
		}
		f.line("More", strconv.FormatBool(r.More))
		f.int("Count", r.Count)
	case DeleteRangeResponse:
		f.header(r.Header)
		f.int("Deleted", r.Deleted)
		for i := range r.PrevKVs {
			f.keyValue("Prev", &r.PrevKVs[i])
		}
	default:
		panic("print an answer that is none to put, get or del")
	}
	return f.b
}

// fields writes lines of the form "Name" : value.
type fields struct{ b []byte }

func (f *fields) line(name, value string) {
	f.b = append(f.b, '"')
	f.b = append(f.b, name...)
	f.b = append(f.b, `" : `...)
	f.b = append(f.b, value...)
	f.b = append(f.b, '\n')
}

func (f *fields) int(name string, v int64) { f.line(name, strconv.FormatInt(v, 10)) }

func (f *fields) header(h ResponseHeader) {
	f.line("ClusterID", strconv.FormatUint(h.ClusterID, 10))
	f.line("MemberID", strconv.FormatUint(h.MemberID, 10))
	f.int("Revision", h.Revision)
	f.line("RaftTerm", strconv.FormatUint(h.RaftTerm, 10))
}

func (f *fields) keyValue(prefix string, kv *KeyValue) {
	f.line(prefix+"Key", strconv.Quote(string(kv.Key)))
	f.int(prefix+"CreateRevision", kv.CreateRevision)
	f.int(prefix+"ModRevision", kv.ModRevision)
	f.int(prefix+"Version", kv.Version)
	f.line(prefix+"Value", strconv.Quote(string(kv.Value)))
	f.int(prefix+"Lease", kv.Lease)
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
