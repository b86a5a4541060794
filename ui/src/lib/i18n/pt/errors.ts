import type { errors as en } from '../en/errors';
import type { Translation } from '../messages';

export const errors: Translation<typeof en> = {
  'error.unknown_command': 'Esta janela e seu motor são de versões diferentes. Instale o Fanline de novo.',
  'error.bad_params': 'Algo no formulário não está certo. {detail}',
  'error.bad_number': '“{number}” não é um telefone. Escreva com o código do país, como +1 415 555 0132.',
  'error.empty_text': 'Não há nada para enviar. Escreva algo primeiro.',
  'error.unknown_field': 'Não existe o campo “{field}”. Use um destes: {known}.',
  'error.text_too_long': 'São {length} caracteres, e numa mensagem cabem {limit}. Encurte, ou mande duas.',
  'error.unknown_setting': 'Não existe um ajuste “{key}”. Conhecidos: {known}.',
  'error.bad_setting': '“{value}” não serve para {key}. Esperado: {expected}.',
  'error.bad_value': 'O valor de “{field}” não serve. Corrija e salve de novo.',
  'error.reserved_word':
    '“{word}” já significa algo em toda linha, então nenhuma resposta pode esperar por ela. Escolha outra palavra.',
  'error.key_taken': 'Outra resposta já se chama “{key}”. Escolha outro nome.',
  'error.not_found': 'Isso não está mais aqui. Talvez outra janela tenha tirado.',
  'error.wrong_state': 'Mudou desde que você olhou ({state}), então não é mais possível.',
  'error.no_line': 'Nenhum número está conectado. Conecte um, ou teste a linha de treino.',
  'error.line_exists': 'Este número já está conectado ({device}). Escolha no menu de números.',
  'error.line_in_use': 'Outro Fanline ({device}) já responde neste número. Feche aquele primeiro.',
  'error.number_not_found':
    '{number} não pertence a esta conta. Confira o Account SID, ou escolha outro número.',
  'error.number_not_textable':
    '{number} não envia nem recebe mensagens. Escolha um número com SMS, ou ligue os SMS no provedor.',
  'error.practice_unavailable': 'A linha de treino não abriu neste programa. Abra o aplicativo Fanline.',
  'error.key_refused':
    'O provedor recusou a chave. Veja se falta ou sobra um caractere em Account SID, key SID e secret. Se a chave foi apagada, crie outra no console.',
  'error.offline': 'Não deu para alcançar {host}. Confira a internet e tente de novo.',
  'error.provider_error':
    'O provedor teve um problema (estado {status} {provider_code}). Tente em um minuto; se continuar, veja a página de estado dele.',
  'error.not_the_provider':
    'Outra coisa respondeu no lugar de {host}. Em rede de hotel ou aeroporto, entre nela primeiro num navegador.',
  'error.not_trusted':
    'Quem responde como {host} não tem um certificado em que este computador confie, então nada foi enviado. Confira a data do computador, e se esta rede ou um programa de segurança olha dentro das conexões.',
  'error.unknown_provider': 'O Fanline não sabe falar com este provedor.',
  'error.bad_base_url': 'O endereço do provedor não é válido. Ele começa com https://.',
  'error.opted_out':
    'Este fã parou suas mensagens, então nada pode ser enviado. Ele pode escrever START para voltar.',
  'error.suppressed':
    'Este número está na sua lista de não contatar, então nada pode ser enviado. Tire da lista antes, com o motivo.',
  'error.stop_stands':
    'Este fã escreveu STOP, e isso vale até escrever START. Se concordou de outra forma, diga onde.',
  'error.fan_being_erased': 'Este fã está sendo apagado: nada dele pode mais mudar.',
  'error.fan_blocked': 'Você bloqueou este fã. Desbloqueie para escrever.',
  'error.not_confirmed': 'Isto não tem volta ({texts} mensagens). Confirme primeiro.',
  'error.count_changed':
    'O número de destinatários passou de {given} para {expected} enquanto você olhava. Olhe de novo e confirme.',
  'error.no_recipients': 'Ninguém receberia isto. Veja quem fica de fora, e por quê.',
  'error.already_running': 'As mesmas palavras já estão saindo, ou já saíram. Abra aquele aviso.',
  'error.keychain_missing':
    '{service} não está rodando, então não há lugar seguro para o segredo. Inicie e tente de novo.',
  'error.keychain_locked': 'Está bloqueado: {store}. Desbloqueie e tente de novo.',
  'error.database_key_missing':
    'As mensagens estão aqui, mas a chave que as abre sumiu. Digite a chave de recuperação, ou restaure {store}.',
  'error.database_key_wrong':
    'A chave guardada não abre as mensagens ({device}). Digite a chave de recuperação, ou restaure {store}.',
  'error.recovery_key_mistyped':
    'O grupo {group} não encaixa. Uma chave de recuperação tem 13 grupos de cinco caracteres; compare com o que anotou.',
  'error.recovery_key_wrong':
    'É a chave de recuperação de outro número. Procure a deste; as mensagens continuam intactas.',
  'error.recovery_key_gone':
    'A chave de recuperação já foi anotada e não aparece de novo. Veja onde a guardou.',
  'error.database_newer':
    'Um Fanline mais novo escreveu estas mensagens. Instale a última versão para abrir.',
  'error.database_damaged':
    'O arquivo das mensagens está danificado. Restaure uma cópia; o provedor ainda tem a dele.',
  'error.disk_full': 'O disco está cheio ({device}). Libere espaço; nada se perdeu.',
  'error.read_only': 'O Fanline não pode escrever na pasta dele. Dê a permissão e tente de novo.',
  'error.store_failed':
    'Não deu para ler ou gravar as mensagens ({detail}). Tente de novo; se continuar, reinicie o Fanline.',
  'error.secret_missing': 'O segredo do provedor sumiu ({store}). Conecte o número de novo.',
  'error.stopped': 'O Fanline está fechando ou foi fechado. Abra de novo.',
};
