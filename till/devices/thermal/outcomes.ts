/** What the driver's calls come to, by what became of their commands. */
import type {Outcome, PrinterFault, PrinterStatus} from '../fiscal-printer.ts';
import {refused} from '../outcomes.ts';
import type {Reply} from './conversation.ts';
import {faultOf} from './errors.ts';
import type {Frame} from './frame.ts';

type Unanswered = Exclude<Reply, {kind: 'answered'}>;
export type NotDone = Exclude<Outcome, {outcome: 'confirmed'}>;

export function isHeard(reply: Reply): reply is Extract<Reply, {kind: 'answered' | 'refused'}> {
	return reply.kind === 'answered' || reply.kind === 'refused';
}

export function notDone(reply: Unanswered, line?: number): NotDone {
	switch (reply.kind) {
		case 'refused':
			return {outcome: 'refused', fault: faultOf({code: reply.code, ...(line !== undefined && {line})})};
		case 'not-sent':
			return refused('not-connected', reply.reason);
		case 'off-line':
			return refused(offLineCode(reply.status), reply.status.detail);
		case 'silent':
			return {outcome: 'unknown', reason: reply.reason};
	}
}

export function outcomeOf(reply: Reply): Outcome<Frame> {
	return reply.kind === 'answered' ? {outcome: 'confirmed', value: reply.frame} : notDone(reply);
}

/** Of a command that others went before. */
export function midway(reply: Reply, line?: number): Outcome<Frame> {
	if (reply.kind === 'answered') return {outcome: 'confirmed', value: reply.frame};
	return reply.kind === 'not-sent' ? {outcome: 'unknown', reason: reply.reason} : notDone(reply, line);
}

function offLineCode({condition}: PrinterStatus): PrinterFault['code'] {
	return condition === 'paper-out' || condition === 'mechanism' ? condition : 'busy';
}

export function reasonOf(reply: Reply): string {
	switch (reply.kind) {
		case 'answered':
			return 'it was answered';
		case 'refused':
			return faultOf(reply).detail;
		case 'off-line':
			return reply.status.detail;
		case 'not-sent':
		case 'silent':
			return reply.reason;
	}
}
