import administrators from '../administrators/messages.es.ts';
import apis from '../apis/messages.es.ts';
import audit from '../audit/messages.es.ts';
import clients from '../clients/messages.es.ts';
import docs from '../docs/messages.es.ts';
import frame from '../frame/messages.es.ts';
import organisations from '../organisations/messages.es.ts';
import permissionGroups from '../permission-groups/messages.es.ts';
import settings from '../settings/messages.es.ts';
import tokens from '../tokens/messages.es.ts';
import ui from '../ui/messages.es.ts';
import usage from '../usage/messages.es.ts';
import webhooks from '../webhooks/messages.es.ts';

export default {
  administrators,
  apis,
  audit,
  clients,
  docs,
  frame,
  organisations,
  permissionGroups,
  settings,
  tokens,
  ui,
  usage,
  webhooks,
};
