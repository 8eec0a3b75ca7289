package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
)

type statement struct {
	Name  string      `json:"name"`
	Value interface{} `json:"value"`
	Salt  string      `json:"salt"`
}

// receipt checks that a leaf is in the log, that it commits to every disclosed value, that the words are those that it
// names, and that the record is made of these and of nothing else; that it was erased is proved by a later record of the
// same checkpoint, which names it. `key` is the only thing that is believed.
func receipt(key string, files [][]byte) (string, error) {
	var read proven
	if err := decode(files[0], &read); err != nil {
		return "", err
	}
	index, known, err := read.follows(key)
	if err != nil {
		return "", err
	}
	if read.erased {
		if err := read.emptied(key, index, known["id"]); err != nil {
			return "", fmt.Errorf("it was not erased: %w", err)
		}
	} else if read.Erasure != nil {
		return "", errors.New("it was not erased, and there is a proof that it was")
	}
	return fmt.Sprintf("entry %d, %d values disclosed", index, len(read.Disclosed)), nil
}

type proven struct {
	Schema    string      `json:"schema"`
	Leaf      string      `json:"leaf"`
	Proof     string      `json:"proof"`
	Key       string      `json:"key"`
	Disclosed []statement `json:"disclosed"`
	Record    interface{} `json:"record"`
	Erasure   *proven     `json:"erasure"`

	// erased is whether nothing is disclosed, and the record says so.
	erased bool
}

// emptied checks that a later record says so.
func (read *proven) emptied(key string, index int64, id interface{}) error {
	by := read.Erasure
	if by == nil || by.Erasure != nil {
		return errors.New("there is no proof")
	}
	later, known, err := by.follows(key)
	if err != nil {
		return err
	}
	_, checkpoint, _ := strings.Cut(read.Proof, "\n\n")
	_, other, _ := strings.Cut(by.Proof, "\n\n")
	if checkpoint != other || later <= index || known["event"] != "erased" {
		return errors.New("the proof is none of a later erasure in the same tree")
	}
	if len(by.Disclosed) != 1 || by.Disclosed[0].Name != "decision.annuls" {
		return errors.New("the proof tells something else")
	}
	named, _ := known["decision.annuls"].([]interface{})
	for _, one := range named {
		if one == id && id != nil {
			return nil
		}
	}
	return errors.New("the proof does not name it")
}

// follows checks all of one record, and gives its place and what is known of it.
func (read *proven) follows(key string) (int64, map[string]interface{}, error) {
	if read.Schema != "capture-gateway/receipt/1" || read.Key != key {
		return 0, nil, errors.New("the receipt is of another schema, or of another key")
	}
	leaf, err := base64.StdEncoding.Strict().DecodeString(read.Leaf)
	if err != nil {
		return 0, nil, errors.New("the leaf is no base64")
	}
	index, err := included(key, read.Proof, leaf)
	if err != nil {
		return 0, nil, err
	}
	known, commitments, err := public(leaf)
	if err != nil {
		return 0, nil, err
	}
	for _, one := range read.Disclosed {
		text, err := canonical([]interface{}{one.Salt, one.Name, one.Value})
		if err != nil {
			return 0, nil, err
		}
		if digest := sum(text); !commitments[digest] {
			return 0, nil, fmt.Errorf("the leaf does not commit to %s", one.Name)
		} else {
			delete(commitments, digest)
		}
		if _, twice := known[one.Name]; twice {
			return 0, nil, fmt.Errorf("%s is there twice", one.Name)
		}
		known[one.Name] = one.Value
	}
	for _, words := range []string{"disclosure", "reply", "call_to_action"} {
		text, told := known[words+".text"].(string)
		if told && known[words+".sha256"] != sum(text) {
			return 0, nil, fmt.Errorf("%s.sha256 is not that of the text", words)
		}
	}
	if fields, ok := read.Record.(map[string]interface{}); ok && len(read.Disclosed) == 0 {
		read.erased = fields["erased"] == true
	}
	if err := says(read.Record, known, index, read.erased); err != nil {
		return 0, nil, err
	}
	return index, known, nil
}

// public is what stands in a leaf, by path, and the commitments that do.
func public(leaf []byte) (map[string]interface{}, map[string]bool, error) {
	var fields map[string]interface{}
	if err := decode(leaf, &fields); err != nil {
		return nil, nil, err
	}
	if again, err := canonical(fields); err != nil || again != string(leaf) {
		return nil, nil, errors.New("the leaf is not RFC 8785 JSON")
	}
	known, commitments := map[string]interface{}{}, map[string]bool{}
	listed, _ := fields["commitments"].([]interface{})
	for _, one := range listed {
		digest, _ := one.(string)
		commitments[digest] = true
	}
	delete(fields, "commitments")
	for name, value := range fields {
		if parts, nested := value.(map[string]interface{}); nested {
			for inner, part := range parts {
				known[name+"."+inner] = part
			}
		} else {
			known[name] = value
		}
	}
	return known, commitments, nil
}

// says refuses a record that lacks a known value, or says something that is none. Aside are its position, which the proof
// says, when it was recorded, which nothing proves, and that the rest was erased.
func says(record interface{}, known map[string]interface{}, index int64, erased bool) error {
	fields, ok := record.(map[string]interface{})
	if !ok || fmt.Sprint(fields["position"]) != fmt.Sprint(index) {
		return errors.New("the record is not the one of the proof")
	}
	delete(fields, "position")
	delete(fields, "recorded_at")
	if erased {
		delete(fields, "erased")
	}
	seen := 0
	for name, value := range fields {
		if parts, nested := value.(map[string]interface{}); nested && known[name] == nil && len(parts) > 0 {
			for inner, part := range parts {
				if same(part, known[name+"."+inner]) {
					seen++
				} else if part != nil {
					return fmt.Errorf("nothing proves %s.%s of the record", name, inner)
				}
			}
		} else if same(value, known[name]) {
			seen++
		} else if value != nil {
			return fmt.Errorf("nothing proves %s of the record", name)
		}
	}
	if seen != len(known) {
		return errors.New("the record lacks what is disclosed")
	}
	return nil
}

func same(value, known interface{}) bool {
	one, err := canonical(value)
	other, err2 := canonical(known)
	return err == nil && err2 == nil && known != nil && one == other
}

func sum(text string) string {
	digest := sha256.Sum256([]byte(text))
	return hex.EncodeToString(digest[:])
}

func decode(data []byte, target interface{}) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if err := decoder.Decode(target); err != nil {
		return err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return errors.New("there is more than one JSON value")
	}
	return nil
}

// canonical is RFC 8785 JSON of values without fractions and with ASCII names, which is all that schema 1 has.
func canonical(value interface{}) (string, error) {
	switch value := value.(type) {
	case nil:
		return "null", nil
	case bool:
		return fmt.Sprint(value), nil
	case string:
		return quoted(value), nil
	case json.Number:
		if strings.ContainsAny(value.String(), ".eE") {
			return "", fmt.Errorf("%v is no whole number", value)
		}
		return value.String(), nil
	case []interface{}:
		parts := make([]string, len(value))
		for i, one := range value {
			text, err := canonical(one)
			if err != nil {
				return "", err
			}
			parts[i] = text
		}
		return "[" + strings.Join(parts, ",") + "]", nil
	case map[string]interface{}:
		var names, parts []string
		for name := range value {
			names = append(names, name)
		}
		sort.Strings(names)
		for _, name := range names {
			text, err := canonical(value[name])
			if err != nil {
				return "", err
			}
			parts = append(parts, quoted(name)+":"+text)
		}
		return "{" + strings.Join(parts, ",") + "}", nil
	}
	return "", fmt.Errorf("%T is no JSON", value)
}

var escapes = map[rune]string{'"': `\"`, '\\': `\\`, '\b': `\b`, '\f': `\f`, '\n': `\n`, '\r': `\r`, '\t': `\t`}

func quoted(text string) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, char := range text {
		if escape, found := escapes[char]; found {
			out.WriteString(escape)
		} else if char < 0x20 {
			fmt.Fprintf(&out, `\u%04x`, char)
		} else {
			out.WriteRune(char)
		}
	}
	out.WriteByte('"')
	return out.String()
}
