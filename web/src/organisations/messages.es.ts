export default {
  title: 'Organización',
  current: 'Estás en la organización:',
  yours: 'Tus organizaciones',
  yoursIntro: 'Aquellas en las que tienes un rol. Lo que hay en una no se ve desde otra.',
  here: 'Estás aquí',
  switch: 'Cambiar',
  switchLabel: 'Cambiar a {name}',
  switched: 'Ahora estás en {name}.',
  name: 'Nombre de la organización',
  nameIntro: 'Lo ven quienes pertenecen a ella y las personas a las que invitas.',
  rename: 'Guardar el nombre',
  renamed: 'La organización se llama ahora {name}.',
  create: 'Otra organización',
  createIntro:
    'Tiene sus propios clientes y sus propias personas. Serás su propietario e invitarás desde ella a los demás.',
  newName: 'Nombre de la nueva organización',
  createSubmit: 'Crear organización',
  created: 'La organización {name} está lista. Puedes cambiar a ella cuando quieras.',
  leave: 'Dejar la organización',
  leaveIntro: 'Pierdes tu rol aquí; tu cuenta y tus roles en otras organizaciones se conservan.',
  leaveTitle: '¿Dejar {name}?',
  leaveDescription:
    'Dejarás de ver sus clientes ahora mismo. Para volver necesitas que un propietario te invite otra vez.',
  leaveConfirm: 'Dejar {name}',
  left: 'Ya no perteneces a {name}.',
  lastOwner: 'Eres la única persona propietaria. Da antes ese rol a otra persona.',
  join: {
    signedInAs: 'Entraste como {email}.',
    submit: 'Unirme a {organisation}',
    otherAddress:
      'Entraste como {signedIn}, y esta invitación es para {invited}. Si la aceptas, esta sesión pasará a ser la de {invited}.',
  },
};
