package api

import (
	"errors"
	"mime"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
)

func routeV2Keys(r HTTPRequest, u *url.URL, meta Meta) (Request, *HTTPResponse) {
	allowed := []string{"HEAD", "GET", "PUT", "POST", "DELETE"}
	if !slices.Contains(allowed, r.Method) {
		return nil, methodNotAllowed(meta, strings.Join(allowed, ",")).ptr()
	}
	req, err := parseV2Keys(r, u)
	if err != nil {
		return nil, renderV2Error(*err, meta).ptr()
	}
	return req, nil
}

// parseV2Keys reads a request to /v2/keys in the order in which etcd looks at
// its fields, so that of several faults the same one is told
// (etcdserver/api/v2http/client.go, parseKeyRequest).
func parseV2Keys(r HTTPRequest, u *url.URL) (V2Keys, *V2Error) {
	form, err := parseForm(r, u)
	if err != nil {
		return V2Keys{}, &V2Error{Code: EcodeInvalidForm, Cause: err.Error()}
	}
	f := v2Form{values: form}
	k := V2Keys{Method: r.Method, Path: path.Join("/", u.Path[len(keysPath):])}
	if r.Method == "HEAD" {
		k.Method, k.Head = "GET", true
	}
	k.PrevIndex = f.uint("prevIndex", EcodeIndexNaN)
	k.WaitIndex = f.uint("waitIndex", EcodeIndexNaN)
	k.Recursive = f.bool("recursive", `"recursive"`)
	k.Sorted = f.bool("sorted", `"sorted"`)
	k.Wait = f.bool("wait", `"wait"`)
	k.Dir = f.bool("dir", `"dir"`)
	k.Quorum = f.bool("quorum", `"quorum"`)
	k.Stream = f.bool("stream", `"stream"`)
	if k.Wait && r.Method != "GET" {
		f.refuse(EcodeInvalidField, `"wait" can only be used with GET requests`)
	}
	k.PrevValue = f.values.Get("prevValue")
	if f.values.Has("prevValue") && k.PrevValue == "" {
		f.refuse(EcodePrevValueRequired, `"prevValue" cannot be empty`)
	}
	k.NoValueOnSuccess = f.bool("noValueOnSuccess", `"noValueOnSuccess"`)
	if f.values.Get("ttl") != "" {
		ttl := int64(f.uint("ttl", EcodeTTLNaN))
		k.TTL = &ttl
	}
	if f.values.Has("prevExist") {
		exist := f.bool("prevExist", "prevExist")
		k.PrevExist = &exist
	}
	k.Refresh = f.bool("refresh", "refresh")
	k.Value = f.values.Get("value")
	if k.Refresh && k.Value != "" {
		f.refuse(EcodeRefreshValue, "A value was provided on a refresh")
	}
	if k.Refresh && k.TTL == nil {
		f.refuse(EcodeRefreshTTLRequired, "No TTL value set")
	}
	if f.fault != nil {
		return V2Keys{}, f.fault
	}
	return k, nil
}

// v2Form reads fields and keeps the first fault.
type v2Form struct {
	values url.Values
	fault  *V2Error
}

func (f *v2Form) refuse(code V2Code, cause string) {
	if f.fault == nil {
		f.fault = &V2Error{Code: code, Cause: cause}
	}
}

func (f *v2Form) uint(name string, code V2Code) uint64 {
	if !f.values.Has(name) {
		return 0
	}
	v, err := strconv.ParseUint(f.values.Get(name), 10, 64)
	if err != nil {
		f.refuse(code, `invalid value for "`+name+`"`)
	}
	return v
}

// bool takes the name as the error shows it: etcd quotes some and others not.
func (f *v2Form) bool(name, shown string) bool {
	if !f.values.Has(name) {
		return false
	}
	v, err := strconv.ParseBool(f.values.Get(name))
	if err != nil {
		f.refuse(EcodeInvalidField, "invalid value for "+shown)
	}
	return v
}

// formSizeMax is what net/http reads of a form, in bytes.
const formSizeMax = 10 << 20

// parseForm is net/http's Request.ParseForm: the body of POST, PUT and PATCH
// when it is a URL-encoded form, then the query; of a name given several times
// the body's first value counts. Bodies of other types are ignored.
func parseForm(r HTTPRequest, u *url.URL) (url.Values, error) {
	var form url.Values
	var fault error
	if r.Method == "POST" || r.Method == "PUT" {
		form, fault = parseBody(r)
	}
	query, err := url.ParseQuery(u.RawQuery)
	if fault == nil {
		fault = err
	}
	if len(form) == 0 {
		return query, fault
	}
	for name, values := range query {
		form[name] = append(form[name], values...)
	}
	return form, fault
}

func parseBody(r HTTPRequest) (url.Values, error) {
	kind := headerValue(r.Header, "Content-Type")
	if kind == "" {
		return nil, nil
	}
	kind, _, err := mime.ParseMediaType(kind)
	if kind != "application/x-www-form-urlencoded" {
		return nil, err
	}
	if len(r.Body) > formSizeMax {
		return nil, errors.New("http: POST too large")
	}
	form, e := url.ParseQuery(string(r.Body))
	if err == nil {
		err = e
	}
	return form, err
}

// headerValue is the first value of a header, by its name in any case.
func headerValue(list []Header, name string) string {
	for _, h := range list {
		if strings.EqualFold(h.Name, name) {
			return h.Value
		}
	}
	return ""
}
