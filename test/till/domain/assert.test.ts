import test from 'ava';
import {assert, unreachable} from '../../../till/domain/assert.ts';
import {fail, ok} from '../../../till/domain/result.ts';

test('a broken promise stops the program and says which it was', t => {
	t.notThrows(() => assert(true, 'a receipt has lines'));
	t.throws(() => assert(false, 'a receipt has lines'), {message: 'Broken promise: a receipt has lines'});
	t.throws(() => unreachable('kiosk' as never), {message: 'Broken promise: no such case, "kiosk"'});
});

test('an answer of the world is a value or a fault', t => {
	t.deepEqual(ok(3), {ok: true, value: 3});
	t.deepEqual(ok(), {ok: true, value: undefined});
	t.deepEqual(fail('paper-out'), {ok: false, fault: 'paper-out'});
});
