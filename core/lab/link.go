package lab

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"errors"
	"fmt"
	"io"

	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

const (
	// ModelVersion is the version of the model that links name. It rises when
	// the same inputs lead to another world.
	ModelVersion = 4
	// linkPrefix begins the fragment of a share link.
	linkPrefix = "w="
	// linkBytesMax bounds what a link unpacks to, so that a small one cannot
	// fill the memory.
	linkBytesMax = 64 << 20
)

// ErrOlderModel says that a link was made by an older model. The lab opens all
// the same, and may show something else.
var ErrOlderModel = errors.New("the link was made by an older version: what happens may differ from what was shared")

// Why no link can be opened, where it is not damaged.
var (
	ErrEmptyLink  = errors.New("it is empty")
	ErrNewerModel = errors.New("reload the page to get the newest")
)

// Link returns the current branch up to the present moment as the fragment of
// a URL, without the "#": configuration, seed, inputs, and the moment. If a rule
// is off, was, or will be by an input, the link says so in plain words.
//
// Where the beginning is not known, since a world is followed that has dropped it,
// there is no link, and it is empty.
func (l *Lab) Link() string {
	if l.start > 0 {
		return ""
	}
	return encodeLink(l.env.config, l.Now(), l.branch().inputs, registryOf(l.world).modified)
}

// EncodeLink is Link of a lab with a configuration and inputs of its own. What
// it says of rules is what the inputs say.
func EncodeLink(config Config, now sim.Time, inputs []Input) string {
	return encodeLink(config, now, inputs, 0)
}

func encodeLink(config Config, now sim.Time, inputs []Input, modified raft.Rules) string {
	c := wire.NewEncoder(nil)
	version := uint64(ModelVersion)
	c.Uint64(&version)
	codeLink(c, version, &config, &now, &inputs)
	var packed bytes.Buffer
	w, _ := flate.NewWriter(&packed, flate.BestCompression)
	w.Write(c.Encoded()) // into memory, which does not fail
	w.Close()
	return linkPrefix + base64.RawURLEncoding.EncodeToString(packed.Bytes()) + rulesPart(modified|rulesOffIn(inputs))
}

// Open returns the lab that a link names, at the moment that it names. It
// takes a whole URL, its fragment with or without "#", or the bare code, and looks
// at no part but the one that makes the world. With
// ErrOlderModel there is a lab as well.
func Open(link string) (*Lab, error) {
	l, at, err := decodeLink(link)
	if err != nil {
		return nil, err
	}
	l.Seek(at.now)
	if at.version < ModelVersion {
		return l, ErrOlderModel
	}
	return l, nil
}

// opened is what a link says besides the lab.
type opened struct {
	version uint64
	now     sim.Time
}

func decodeLink(link string) (*Lab, opened, error) {
	var at opened
	data, err := unpackLink(link)
	if err != nil {
		return nil, at, err
	}
	c := wire.NewDecoder(data)
	c.Uint64(&at.version)
	if c.Err() == nil && at.version > ModelVersion {
		return nil, at, fmt.Errorf("open the link: it was made by version %d of the model, and this is version %d: %w", at.version, ModelVersion, ErrNewerModel)
	}
	var config Config
	var inputs []Input
	codeLink(c, at.version, &config, &at.now, &inputs)
	if err := c.Err(); err != nil {
		return nil, at, fmt.Errorf("open the link: it is damaged %w", err)
	}
	if c.Rest() > 0 {
		return nil, at, fmt.Errorf("open the link: it is damaged: %d bytes are left over", c.Rest())
	}
	if err := verifyInputs(inputs, 0); err != nil {
		return nil, at, fmt.Errorf("open the link: %w", err)
	}
	l, err := New(config)
	if err != nil {
		return nil, at, fmt.Errorf("open the link: %w", err)
	}
	l.branch().inputs = inputs
	return l, at, nil
}

// verifyInputs refuses inputs that no lab can have recorded after a moment.
func verifyInputs(inputs []Input, last sim.Time) error {
	for i, in := range inputs {
		if in.At <= last || in.At > maxLinkTime {
			return fmt.Errorf("it is damaged: input %d is at %v, after one at %v", i+1, in.At, last)
		}
		last = in.At
	}
	return nil
}

// maxLinkTime bounds the time to which a link can lead: ten days.
const maxLinkTime = 10 * 24 * 3600 * sim.Second

func unpackLink(link string) ([]byte, error) {
	code := worldPart(link)
	if code == "" {
		return nil, fmt.Errorf("open the link: %w", ErrEmptyLink)
	}
	packed, err := base64.RawURLEncoding.DecodeString(code)
	if err != nil {
		return nil, fmt.Errorf("open the link: it is cut short or damaged: %w", err)
	}
	data, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), linkBytesMax+1))
	if err != nil {
		return nil, fmt.Errorf("open the link: it is cut short or damaged: %w", err)
	}
	if len(data) > linkBytesMax {
		return nil, fmt.Errorf("open the link: it unpacks to more than %d MB", linkBytesMax>>20)
	}
	return data, nil
}

// codeLink walks over what a link says. Times of inputs are written as the
// distance from the one before. Older versions say less.
func codeLink(c *wire.Coder, version uint64, config *Config, now *sim.Time, inputs *[]Input) {
	config.code(c, version)
	wire.Number(c, now)
	if c.Decoding() && (*now < 0 || *now > maxLinkTime) {
		c.Fail("the moment %v cannot be", *now)
	}
	codeInputs(c, version, inputs, 0)
}

// code walks over a configuration. Older versions know less of it.
func (c *Config) code(x *wire.Coder, version uint64) {
	wire.Number(x, &c.Members)
	x.Uint64(&c.Seed)
	x.String((*string)(&c.Profile))
	x.String((*string)(&c.Net))
	x.Int64(&c.Epoch)
	x.Bool(&c.Bare)
	if version >= 2 {
		x.String(&c.Options)
	}
	if version >= 3 {
		wire.Number(x, &c.Port)
	}
}
