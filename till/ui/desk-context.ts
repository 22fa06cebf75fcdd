/** Hands the desk to every component, so that none has to pass it on. */
import {createContext} from 'preact';
import {useContext} from 'preact/hooks';
import {assert} from '../domain/assert.ts';
import type {Desk} from './models/desk.ts';

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
	const desk = useContext(DeskContext);
	assert(desk !== undefined, 'a component of the till stands inside a DeskContext');
	return desk;
}
